package io.dagwerk.runhost;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Compute logs that keep a bounded part of what each run prints. Thread-safe.
///
/// What is beyond it is answered as if it were kept, so that the run goes on, and counted: each
/// stream that was cut ends with a line that says how much it lacks. How much a run has printed is
/// known from what is kept, so it survives the host.
final class BoundedLogs implements ComputeLogs {
  private final ComputeLogs inner;
  private final long most;
  private final Map<RunId, PrintedUsage> runs = new ConcurrentHashMap<>();

  /// @param most how many bytes are kept of a run, beside the lines about what is not
  BoundedLogs(ComputeLogs inner, long most) {
    this.inner = inner;
    this.most = most;
  }

  private PrintedUsage usage(RunId run) {
    return runs.computeIfAbsent(run, id -> new PrintedUsage(inner, id, most));
  }

  @Override
  public long append(LogKey key, long offset, Bytes bytes) {
    return usage(key.run()).append(key, offset, bytes);
  }

  /// Adds a text to the end of a stream, however much the run has printed: whoever looks for why a
  /// run has ended is to find it. Nothing more is expected of the stream.
  void conclude(LogKey key, Bytes text) {
    usage(key.run()).conclude(key, text);
  }

  @Override
  public void close(LogKey key) {
    usage(key.run()).close(key);
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
