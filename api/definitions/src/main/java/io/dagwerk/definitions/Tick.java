package io.dagwerk.definitions;

import java.time.Instant;

/// The moment at which a schedule or sensor is asked.
///
/// @param scheduledAt the time that the schedule names, even when it is asked late
public record Tick(Instant scheduledAt) {}
