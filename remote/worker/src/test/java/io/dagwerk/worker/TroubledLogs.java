package io.dagwerk.worker;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import io.dagwerk.spi.StorageException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// Compute logs on a disk that is stuck or fails when it is told to. Thread-safe.
final class TroubledLogs implements ComputeLogs {
  private final ComputeLogs kept;
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  TroubledLogs(ComputeLogs kept) {
    this.kept = kept;
  }

  void block() {
    gate = new CountDownLatch(1);
  }

  void unblock() {
    gate.countDown();
  }

  void failNext() {
    failing.set(true);
  }

  @Override
  public long append(LogKey key, long offset, Bytes bytes) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failing.getAndSet(false)) {
      throw new StorageException("the disk is full", new IOException("the disk is full"));
    }
    return kept.append(key, offset, bytes);
  }

  @Override
  public void close(LogKey key) {
    kept.close(key);
  }

  @Override
  public long drop(LogKey key, long before) {
    return kept.drop(key, before);
  }

  @Override
  public LogSlice read(LogKey key, long offset, int limit) {
    return kept.read(key, offset, limit);
  }

  @Override
  public List<LogKey> list(RunId run) {
    return kept.list(run);
  }

  @Override
  public void delete(RunId run) {
    kept.delete(run);
  }
}
