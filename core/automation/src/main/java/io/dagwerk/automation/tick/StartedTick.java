package io.dagwerk.automation.tick;

import java.time.Instant;
import java.util.Optional;

/// An attempt at a tick, as it is written down before the function is asked.
///
/// @param at the time that the schedule names, or the moment at which the sensor looks
/// @param attempt from 1
/// @param fence of the lease under which it was started
/// @param codeVersion of the definitions that are asked
/// @param cursor what the sensor remembered at its start
public record StartedTick(
    Instant at, int attempt, long fence, String codeVersion, Optional<String> cursor) {}
