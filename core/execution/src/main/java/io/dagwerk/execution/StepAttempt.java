package io.dagwerk.execution;

import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.Upstream;

/// One attempt to run a step.
///
/// @param step as planned; for a branch of a fan-out, its template
/// @param key of the step
/// @param number from 1
/// @param upstream what the steps before it emitted
/// @param events where the attempt logs; closed when the attempt is over
public record StepAttempt(
    Plan.Step step, StepKey key, int number, Upstream upstream, EventSink events) {}
