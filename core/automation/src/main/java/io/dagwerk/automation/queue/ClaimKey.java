package io.dagwerk.automation.queue;

import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;

/// Who claims slots of pools: a step of a run, for as long as an attempt of it runs.
public record ClaimKey(RunId run, StepKey step) {
  @Override
  public String toString() {
    return run + "/" + step;
  }
}
