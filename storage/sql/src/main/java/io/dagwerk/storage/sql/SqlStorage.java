package io.dagwerk.storage.sql;

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

/// The stores over a database whose schema is there.
public final class SqlStorage implements Storage {
  private final Database database;
  private final GroupCommit writer;
  private final Snapshots snapshots;
  private final Runs runs;
  private final RunHistory history;
  private final Journal journal;
  private final Leases leases;
  private final AssetStates assets;
  private final Ticks ticks;
  private final Pools pools;

  /// Takes the database over: it is closed with the stores.
  public SqlStorage(Database database) {
    Watches watches = new Watches();
    Reader reader = new Reader(database);
    this.database = database;
    writer = new GroupCommit(database, watches::wake, GroupCommit.Limits.OF_STORAGE);
    snapshots = new SqlSnapshots(reader, writer);
    runs = new SqlRuns(reader, writer);
    history = new SqlRunHistory(reader);
    journal = new SqlJournal(reader, writer, watches);
    leases = new SqlLeases(reader, writer);
    assets = new SqlAssetStates(reader, writer);
    ticks = new SqlTicks(reader, writer);
    pools = new SqlPools(reader, writer);
  }

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
    return database.weaknesses();
  }

  @Override
  public void close() {
    writer.close();
    database.close();
  }
}
