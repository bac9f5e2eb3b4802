package io.dagwerk.spi;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import java.time.Instant;
import java.util.Optional;

/// A fact about an asset that outlives the log of the run that found it. Immutable.
///
/// @param kind what is said of the asset
/// @param version the user's version of the data, if one was given
/// @param at when it happened
/// @param event the whole event, as its worker encoded it
public record LedgerRow(
    Kind kind, AssetPlace place, Optional<String> version, Instant at, Bytes event) {
  /// An asset, or one of its partitions.
  public record AssetPlace(AssetKey asset, Optional<PartitionKey> partition) {}

  /// What is said of an asset.
  public sealed interface Kind {
    /// It has a new value.
    ///
    /// @param stepVersion of the step that made it, if it has one
    record Materialized(Optional<String> stepVersion) implements Kind {}

    /// Its value was looked at.
    record Observed() implements Kind {}

    /// Its value was checked.
    record Checked(String check, boolean passed) implements Kind {}
  }
}
