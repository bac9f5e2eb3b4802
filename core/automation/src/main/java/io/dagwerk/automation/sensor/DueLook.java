package io.dagwerk.automation.sensor;

import io.dagwerk.automation.tick.StartedTick;
import io.dagwerk.model.SensorLook;

/// A look that a sensor is to take.
///
/// @param asked what its function is given
/// @param seen how far it has read when the look has ended
public record DueLook(StartedTick started, SensorLook asked, Seen seen) {}
