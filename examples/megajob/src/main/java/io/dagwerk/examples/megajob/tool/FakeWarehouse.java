package io.dagwerk.examples.megajob.tool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A warehouse that does nothing and finds nothing wrong: for tests. What it is to say otherwise
/// can be told beforehand.
public final class FakeWarehouse implements Warehouse {
  private static final long ROWS = 1_000;

  private final Recorder recorder;
  private final Map<String, Long> rows = new ConcurrentHashMap<>();
  private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();

  public FakeWarehouse(Recorder recorder) {
    this.recorder = recorder;
  }

  /// Pretends that a dataset has so many rows, whatever is written.
  public FakeWarehouse with(String dataset, long count) {
    rows.put(dataset, count);
    return this;
  }

  /// Lets each attempt to write a dataset fail.
  public FakeWarehouse failing(String dataset, RuntimeException failure) {
    failures.put(dataset, failure);
    return this;
  }

  /// Lets a dataset be written again.
  public FakeWarehouse repaired(String dataset) {
    failures.remove(dataset);
    return this;
  }

  @Override
  public long replace(Table table, String query) {
    return written(table, "replace " + table);
  }

  @Override
  public long replace(Table table, Slice slice, String query) {
    return written(table, "replace %s[%s]".formatted(table, slice));
  }

  private long written(Table table, String call) {
    recorder.record("warehouse", call);
    Optional.ofNullable(failures.get(table.dataset()))
        .ifPresent(failure -> {
          throw failure;
        });
    return rows.getOrDefault(table.dataset(), ROWS);
  }

  @Override
  public void execute(String statement) {
    recorder.record("warehouse", "execute " + statement);
  }

  @Override
  public long export(String query, Path file, FileFormat format) {
    recorder.record("warehouse", "export " + file);
    return ROWS;
  }

  @Override
  public long rows(Table table, String condition) {
    recorder.record("warehouse", "count " + table);
    return rows.getOrDefault(table.dataset(), ROWS);
  }

  @Override
  public long violations(String query) {
    recorder.record("warehouse", "look for " + query);
    return 0;
  }

  @Override
  public Optional<Duration> age(Table table, String column, String condition) {
    recorder.record("warehouse", "look at the age of " + table);
    return Optional.of(Duration.ZERO);
  }
}
