package io.dagwerk.spi;

import io.dagwerk.model.RunId;

/// A fact of the ledger, with the run that found it.
///
/// @param number grows with every fact
/// @param run of a fact that was reported the id of the report, which is no run's
public record StoredFact(long number, RunId run, LedgerRow row) {}
