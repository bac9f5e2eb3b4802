package io.dagwerk.automation.schedule;

import io.dagwerk.automation.tick.StartedTick;
import java.time.Instant;

/// A tick that has begun and not ended.
public sealed interface OpenTick {
  /// The time that the schedule names.
  Instant at();

  /// The attempt that is under way, or that failed, from 1.
  int attempt();

  /// Its function is being asked.
  record Evaluating(StartedTick started) implements OpenTick {
    @Override
    public Instant at() {
      return started.at();
    }

    @Override
    public int attempt() {
      return started.attempt();
    }
  }

  /// Its function failed, and is asked again at this time.
  record Waiting(Instant at, int attempt, Instant until) implements OpenTick {}
}
