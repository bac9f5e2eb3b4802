package io.dagwerk.execution;

import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.Upstream;

/// One attempt to run a step.
///
/// @param step as planned; for a branch of a fan-out, its template, with the stored outputs that
///   stand in for the branch
/// @param key of the step
/// @param number from 1
/// @param upstream what the steps before it emitted
/// @param permit where the attempt logs, and which tells it to stop
public record StepAttempt(
    Plan.Step step, StepKey key, int number, Upstream upstream, Permit permit) {
  public EventSink events() {
    return permit;
  }
}
