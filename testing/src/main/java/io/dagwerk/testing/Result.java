package io.dagwerk.testing;

import io.dagwerk.execution.RunRecord;
import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.StepState;
import java.util.List;
import java.util.stream.Collectors;

/// How a test's run went.
///
/// @param record the whole run, with its plan and its log
public record Result(RunRecord record) {
  public boolean succeeded() {
    return record.succeeded();
  }

  /// Where a step stands, such as `load` or `unpack[a]`.
  ///
  /// @throws IllegalArgumentException when the run has no such step
  public StepState state(String step) {
    return record
        .progress()
        .find(StepKey.parse(step))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the run has no step '%s', but %s"
                    .formatted(step, record.plan().steps().keySet())));
  }

  /// The events of a kind, in order.
  public <E extends Event> List<E> events(Class<E> kind) {
    return record.events(kind);
  }

  /// Why a step did not run, in one sentence.
  public String why(String step) {
    return record.progress().why(StepKey.parse(step));
  }

  /// This result, if the run succeeded.
  ///
  /// @throws RunFailed otherwise
  public Result requireSuccess() {
    if (!succeeded()) {
      throw failure("the run did not succeed");
    }
    return this;
  }

  RunFailed failure(String what) {
    String steps =
        record.events(Event.StepFailed.class).stream()
            .map(failed -> "\n- %s: %s".formatted(failed.step(), failed.error().summary()))
            .collect(Collectors.joining());
    return new RunFailed(what + ": " + record.outcome() + steps);
  }
}
