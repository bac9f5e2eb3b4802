package io.dagwerk.spi;

import io.dagwerk.model.RunId;

/// A fact of the ledger, with the run that found it.
///
/// @param number grows with every fact
public record StoredFact(long number, RunId run, LedgerRow row) {}
