package io.dagwerk.automation.tick;

import java.time.Instant;

/// A turn of a loop: who turns, and when.
///
/// @param fence the number of the lease under which it turns; a later holder has a greater one
public record Turn(long fence, Instant now) {}
