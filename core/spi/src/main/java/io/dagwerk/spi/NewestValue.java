package io.dagwerk.spi;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.RunId;
import java.time.Instant;

/// That an asset was materialized, without what was found out about the value.
///
/// @param number of the fact in the ledger
/// @param run which made it
public record NewestValue(AssetKey asset, long number, RunId run, Instant at) {}
