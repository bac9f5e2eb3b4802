package io.dagwerk.automation.sensor;

import java.time.Instant;
import java.util.Optional;

/// What a turn of a sensor comes to. The state is written, if it is still the one that the turn
/// started from; then the look is taken.
///
/// @param wakeAt when the next turn has something to do, as far as time alone tells
public record SensorTurn(SensorState state, Optional<DueLook> begin, Optional<Instant> wakeAt) {}
