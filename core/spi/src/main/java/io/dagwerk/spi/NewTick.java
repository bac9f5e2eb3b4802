package io.dagwerk.spi;

import java.time.Instant;

/// An attempt at a tick, as it is written down before user code is asked.
///
/// @param at the time that the schedule names, or the moment at which the sensor looks
/// @param attempt from 1
/// @param fence of the lease under which it is started
/// @param codeVersion of the definitions that are asked
public record NewTick(
    InstigatorKey instigator, Instant at, int attempt, Fence fence, String codeVersion) {}
