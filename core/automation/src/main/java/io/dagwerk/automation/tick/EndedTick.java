package io.dagwerk.automation.tick;

import io.dagwerk.model.LaunchRun;
import java.time.Instant;
import java.util.List;

/// An attempt at a tick that has ended, as it is recorded and shown.
///
/// @param at the time that the schedule names, or the moment at which the sensor looked
/// @param attempt from 1
public record EndedTick(Instant at, int attempt, TickEnd end) {
  /// The runs that it asked for.
  public List<LaunchRun> runs() {
    return switch (end) {
      case TickEnd.Succeeded succeeded -> succeeded.runs();
      case TickEnd.Skipped _, TickEnd.Failed _ -> List.of();
    };
  }

  /// Why it asked for nothing, in one line; empty if it asked for something.
  public String reason() {
    return switch (end) {
      case TickEnd.Succeeded _ -> "";
      case TickEnd.Skipped(String reason) -> reason;
      case TickEnd.Failed failed -> failed.error().summary();
    };
  }

  public boolean hasSucceeded() {
    return end instanceof TickEnd.Succeeded;
  }

  public boolean wasSkipped() {
    return end instanceof TickEnd.Skipped;
  }

  public boolean hasFailed() {
    return end instanceof TickEnd.Failed;
  }
}
