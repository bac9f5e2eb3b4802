package io.dagwerk.execution;

import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import java.util.Optional;

/// An attempt that has come to its end.
///
/// @param attempt its number, from 1
/// @param end of the step, or a [Event.StepWaitingToRetry]
/// @param exception what it ended with, if it did and ran in this process
public record FinishedAttempt(
    StepKey key, int attempt, Event.OfStep end, Optional<Throwable> exception) {}
