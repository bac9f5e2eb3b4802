package io.dagwerk.plan;

import io.dagwerk.model.RunId;

/// A run executed again.
public record Reexecution(RunId parent) {}
