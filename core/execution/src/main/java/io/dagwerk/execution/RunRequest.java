package io.dagwerk.execution;

import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import java.util.List;

/// A run to be brought to its end.
///
/// @param log what happened in it already; empty for a run that has not begun
public record RunRequest(
    Plan plan, List<RecordedEvent> log, RunOptions options, Cancellation cancellation) {
  public RunRequest {
    log = List.copyOf(log);
  }

  /// A run from its beginning, with plain options.
  public static RunRequest of(Plan plan) {
    return new RunRequest(plan, List.of(), RunOptions.PLAIN, new Cancellation());
  }

  public RunRequest with(RunOptions other) {
    return new RunRequest(plan, log, other, cancellation);
  }

  public RunRequest with(Cancellation other) {
    return new RunRequest(plan, log, options, other);
  }

  public RunRequest resuming(List<RecordedEvent> events) {
    return new RunRequest(plan, events, options, cancellation);
  }
}
