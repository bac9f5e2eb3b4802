package io.dagwerk.plan;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.StepKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// How far a run has come. Immutable.
///
/// @param states of all steps in plan order; a template that was expanded is followed by what it
///   became, in the order of the elements
/// @param halt why the run is being stopped, if it is
public record Progress(Plan plan, SequencedMap<StepKey, StepState> states, Optional<Halt> halt) {
  public Progress {
    states = Ordered.copyOf(states);
  }

  /// The progress of a run with this log.
  public static Progress of(Plan plan, List<RecordedEvent> log) {
    return ProgressBuilder.of(plan, log).progress();
  }

  public Optional<StepState> find(StepKey key) {
    return Optional.ofNullable(states.get(key));
  }

  public boolean isFinished() {
    return states.values().stream().allMatch(StepState::isFinal);
  }

  /// The steps that failed, in plan order.
  public List<StepKey> failed() {
    List<StepKey> failed = new ArrayList<>();
    for (Map.Entry<StepKey, StepState> entry : states.entrySet()) {
      if (entry.getValue() instanceof StepState.Failed) {
        failed.add(entry.getKey());
      }
    }
    return failed;
  }

  /// How the run ends, judged by its steps: empty until every step came to an end. A run that was
  /// being stopped ends as that says, whatever its steps came to.
  public Optional<RunOutcome> outcome() {
    if (!isFinished()) {
      return Optional.empty();
    }
    List<StepKey> failed = failed();
    if (halt.isPresent()) {
      return halt.map(why -> why.outcome(failed));
    }
    return Optional.of(
        failed.isEmpty()
            ? new RunOutcome.Succeeded()
            : new RunOutcome.Failed("steps failed: " + failed, failed, Optional.empty()));
  }

  /// One sentence that says where the step stands and why, such as why it did not run.
  public String why(StepKey key) {
    return Why.sentence(this, key);
  }
}
