package io.dagwerk.daemon;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What an asset has come to.
///
/// @param newest its newest materialization
/// @param partitions how many there are; empty for an asset without
/// @param materialized how many of them have a value; of an asset without 1, or 0
/// @param checks the newest evaluation of each check that ever judged it, by name
public record AssetStanding(
    Optional<AssetFact> newest,
    OptionalLong partitions,
    long materialized,
    List<AssetFact> checks) {
  public AssetStanding {
    checks = List.copyOf(checks);
  }
}
