package io.dagwerk.spi.memory;

import io.dagwerk.spi.Journal;
import io.dagwerk.spi.Leases;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.Snapshots;
import io.dagwerk.spi.Storage;
import java.util.List;

/// Stores that forget everything when their process ends. Thread-safe: one lock over all.
public final class MemoryStorage implements Storage {
  private final Tables tables = new Tables();
  private final Snapshots snapshots = new MemorySnapshots(tables);
  private final Leases leases = new MemoryLeases(tables);
  private final Runs runs = new MemoryRuns(tables);
  private final Journal journal = new MemoryJournal(tables);

  @Override
  public Snapshots snapshots() {
    return snapshots;
  }

  @Override
  public Runs runs() {
    return runs;
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public Leases leases() {
    return leases;
  }

  @Override
  public List<String> weaknesses() {
    return List.of(
        "the stores are in memory and end with their process; take SQLite or PostgreSQL");
  }

  @Override
  public void close() {}
}
