package io.dagwerk.spi;

import io.dagwerk.model.RunId;

/// An output that some run stored.
public record FoundOutput(RunId run, StoredOutput output) {}
