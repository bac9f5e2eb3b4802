package io.dagwerk.spi;

import io.dagwerk.model.RunId;
import java.util.Optional;

/// The newest value of an asset or of one of its partitions.
///
/// @param run which made it
/// @param dataVersion the user's version of the data, if one was given
/// @param stepVersion of the step that made it; empty when it has none, and when another step may
///   have overwritten the value since: one that was to materialize it, has begun, and did not
///   succeed before the value was made
public record StoredValue(
    RunId run,
    LedgerRow.AssetPlace place,
    Optional<String> dataVersion,
    Optional<String> stepVersion) {}
