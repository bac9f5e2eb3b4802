package io.dagwerk.spi;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.util.Optional;

/// A stream of what was printed.
///
/// @param step empty for what belongs to no step of the run
public record LogKey(RunId run, Optional<StepKey> step, Event.Stream stream) {}
