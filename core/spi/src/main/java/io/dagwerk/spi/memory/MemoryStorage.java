package io.dagwerk.spi.memory;

import io.dagwerk.spi.AssetStates;
import io.dagwerk.spi.Journal;
import io.dagwerk.spi.Leases;
import io.dagwerk.spi.Pools;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.Snapshots;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.Ticks;
import java.util.List;

/// Stores that forget everything when their process ends. Thread-safe: one lock over all.
public final class MemoryStorage implements Storage {
  private final Tables tables = new Tables();
  private final Snapshots snapshots = new MemorySnapshots(tables);
  private final Leases leases = new MemoryLeases(tables);
  private final MemoryRuns runs = new MemoryRuns(tables);
  private final RunHistory history = new MemoryRunHistory(tables);
  private final Journal journal = new MemoryJournal(tables);
  private final Ticks ticks = new MemoryTicks(tables, runs);
  private final Pools pools = new MemoryPools(tables);
  private final AssetStates assets = new MemoryAssetStates(tables);

  @Override
  public Snapshots snapshots() {
    return snapshots;
  }

  @Override
  public Runs runs() {
    return runs;
  }

  @Override
  public RunHistory history() {
    return history;
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
  public AssetStates assets() {
    return assets;
  }

  @Override
  public Ticks ticks() {
    return ticks;
  }

  @Override
  public Pools pools() {
    return pools;
  }

  @Override
  public List<String> weaknesses() {
    return List.of(
        "the stores are in memory and end with their process; take SQLite or PostgreSQL");
  }

  @Override
  public void close() {}
}
