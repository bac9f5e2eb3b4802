package io.dagwerk.spi;

import java.util.List;

/// The stores of an instance, over one database. Thread-safe.
public interface Storage extends AutoCloseable {
  Snapshots snapshots();

  Runs runs();

  RunHistory history();

  Journal journal();

  Leases leases();

  AssetStates assets();

  Ticks ticks();

  Pools pools();

  /// Settings of the database under which an acknowledged write may be lost, each with what to set;
  /// none when it is as durable as it can be.
  List<String> weaknesses();

  /// Waits for what is under way, then lets the database go.
  @Override
  void close();
}
