package io.dagwerk.spi;

import java.time.Instant;

/// The runs that have not ended and stand alike.
///
/// @param count 1 or more
/// @param oldest when the first of them was created
public record OpenRuns(RunStatus status, long count, Instant oldest) {}
