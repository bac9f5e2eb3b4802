package io.dagwerk.model;

import java.time.Instant;
import java.util.Optional;

/// A new value of an asset, or of one of its partitions, as a sensor is told of it.
///
/// @param dataVersion the user's version of the data, if the function gave one
public record AssetUpdate(
    AssetKey asset,
    Optional<PartitionKey> partition,
    RunId run,
    Instant at,
    Optional<String> dataVersion,
    Metadata metadata) {}
