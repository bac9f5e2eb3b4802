package io.dagwerk.execution;

import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import java.util.List;

/// A run to be brought to its end.
///
/// @param log what happened in it already; empty for a run that has not begun
public record ExecuteRun(
    Plan plan, List<RecordedEvent> log, RunOptions options, Cancellation cancellation) {
  public ExecuteRun {
    log = List.copyOf(log);
  }

  /// A run from its beginning, with plain options.
  public static ExecuteRun of(Plan plan) {
    return new ExecuteRun(plan, List.of(), RunOptions.PLAIN, new Cancellation());
  }

  public ExecuteRun with(RunOptions other) {
    return new ExecuteRun(plan, log, other, cancellation);
  }

  public ExecuteRun with(Cancellation other) {
    return new ExecuteRun(plan, log, options, other);
  }

  public ExecuteRun resuming(List<RecordedEvent> events) {
    return new ExecuteRun(plan, events, options, cancellation);
  }
}
