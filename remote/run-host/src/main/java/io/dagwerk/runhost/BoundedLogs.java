package io.dagwerk.runhost;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Compute logs that keep the newest part of what each step prints. Thread-safe.
///
/// How much a step has printed is known from what is kept, so it survives the host.
final class BoundedLogs implements ComputeLogs {
  private final ComputeLogs inner;
  private final long most;
  private final Map<RunId, PrintedUsage> runs = new ConcurrentHashMap<>();

  /// @param most how many bytes are kept of a step, in whole pieces
  BoundedLogs(ComputeLogs inner, long most) {
    this.inner = inner;
    this.most = most;
  }

  @Override
  public long append(LogKey key, long offset, Bytes bytes) {
    return runs.computeIfAbsent(key.run(), id -> new PrintedUsage(inner, id, most))
        .append(key, offset, bytes);
  }

  @Override
  public void close(LogKey key) {
    inner.close(key);
  }

  @Override
  public long drop(LogKey key, long before) {
    forget(key.run());
    return inner.drop(key, before);
  }

  @Override
  public LogSlice read(LogKey key, long offset, int limit) {
    return inner.read(key, offset, limit);
  }

  @Override
  public List<LogKey> list(RunId run) {
    return inner.list(run);
  }

  @Override
  public void delete(RunId run) {
    inner.delete(run);
    forget(run);
  }

  /// Nothing more is expected of a run; when something comes all the same, it is found again how
  /// much is kept.
  void forget(RunId run) {
    runs.remove(run);
  }
}
