package io.dagwerk.daemon;

import io.dagwerk.spi.StoredTry;
import java.util.List;
import java.util.Optional;

/// What an asset has come to, and what that follows from. Immutable.
///
/// @param tried the step that runs and is going to materialize it, or failed to; empty where
///   neither tells more than its values
/// @param newer keys of what it is made from and was materialized after it, of an asset that is
///   stale
public record AssetStand(AssetState state, Optional<StoredTry> tried, List<String> newer) {
  public AssetStand {
    newer = List.copyOf(newer);
  }
}
