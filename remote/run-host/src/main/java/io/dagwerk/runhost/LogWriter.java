package io.dagwerk.runhost;

import io.dagwerk.protocol.PrintedStream;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Writes what a worker prints to the compute logs, in its order, on a thread of its own: a slow
/// disk keeps nothing waiting but what is printed. Thread-safe.
///
/// What cannot be written is tried again as long as the worker is attached. It says no more than
/// its window allows until it is answered, so little waits here.
final class LogWriter implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LogWriter.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ComputeLogs logs;
  private final Listener listener;
  private final Deque<Part> waiting = new ArrayDeque<>();
  private final CompletableFuture<Boolean> over = new CompletableFuture<>();
  private int bytes;
  private boolean started;
  private boolean closed;

  /// A part of a stream.
  ///
  /// @param closes whether nothing more is expected after it
  record Part(LogKey key, long offset, Bytes bytes, boolean closes) {}

  /// Is told how far a stream is stored.
  interface Listener {
    void stored(PrintedStream stream, long end);
  }

  LogWriter(ComputeLogs logs, Listener listener) {
    this.logs = logs;
    this.listener = listener;
  }

  /// Takes a part to be written.
  ///
  /// @return whether there was room for it; there is for who keeps to the window
  synchronized boolean add(Part part) {
    if (bytes > Protocol.PRINTED_WINDOW || waiting.size() > Protocol.PRINTED_MESSAGES) {
      return false;
    }
    bytes += part.bytes().size();
    waiting.add(part);
    notifyAll();
    if (!started) {
      started = true;
      Thread.ofPlatform().daemon().name("dagwerk-logs").start(this::write);
    }
    return true;
  }

  private void write() {
    try {
      for (Optional<Part> part = next(); part.isPresent(); part = next()) {
        write(part.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      over.complete(true);
    }
  }

  private synchronized Optional<Part> next() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    Optional<Part> part = Optional.ofNullable(waiting.poll());
    part.ifPresent(it -> bytes -= it.bytes().size());
    return part;
  }

  private void write(Part part) throws InterruptedException {
    do {
      try {
        long end = logs.append(part.key(), part.offset(), part.bytes());
        // An earlier stream of the worker may be behind the one that has gone on.
        if (part.closes() && end == part.offset() + part.bytes().size()) {
          logs.close(part.key());
        }
        listener.stored(new PrintedStream(part.key().step(), part.key().stream()), end);
        return;
      } catch (RuntimeException e) {
        LOG.log(
            Level.WARNING,
            "what run %s prints cannot be kept, and is tried again while its worker is attached: %s"
                .formatted(part.key().run(), e.getMessage()));
      }
    } while (!closesWithin(PAUSE));
  }

  private synchronized boolean closesWithin(Duration pause) throws InterruptedException {
    long until = System.nanoTime() + pause.toNanos();
    while (!closed) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /// Done when it is closed and has written what it could.
  CompletableFuture<Boolean> over() {
    return over.copy();
  }

  /// Takes no more; what waits is tried once more.
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    if (!started) {
      over.complete(true);
    }
  }
}
