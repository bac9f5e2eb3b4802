package io.dagwerk.automation.recovery;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunPolicy;
import io.dagwerk.model.StepKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rule of whether another attempt takes up a run whose worker is lost. Pure.
///
/// A loss that is in the log already was taken up, so the log alone counts what is used: whoever
/// decides twice decides the same.
public sealed interface Resume {
  /// Another attempt goes on from the log.
  record GoesOn() implements Resume {}

  /// The run ends.
  ///
  /// @param why when its job asks for more, in a part of a sentence
  record Ends(Optional<String> why) implements Resume {}

  /// @param tags of the run
  /// @param log what happened in the run, in order
  static Resume decide(Map<String, String> tags, List<Event> log) {
    int most = RunPolicy.of(tags).resumes();
    if (most == 0 || log.stream().anyMatch(Resume::isStopped)) {
      return new Ends(Optional.empty());
    }
    int used = RunPolicy.resumesUsed(tags) + used(log);
    if (used >= most) {
      return new Ends(
          Optional.of(
              "it was resumed %d of %d times (%s)".formatted(used, most, RunPolicy.RESUMES)));
    }
    return inMemory(log)
        .<Resume>map(step ->
            new Ends(
                Optional.of(
                    "what step '%s' stored was in the worker's memory; store it by an IO manager that keeps it"
                        .formatted(step))))
        .orElseGet(GoesOn::new);
  }

  /// How often the run was resumed.
  static int used(List<Event> log) {
    return (int)
        log.stream()
            .filter(Event.WorkerLost.class::isInstance)
            .map(event -> ((Event.WorkerLost) event).attempt())
            .distinct()
            .count();
  }

  private static boolean isStopped(Event event) {
    return event instanceof Event.RunCanceling || event instanceof Event.RunFailing;
  }

  /// A step that does not run again, and whose value is gone.
  private static Optional<StepKey> inMemory(List<Event> log) {
    Set<StepKey> stored = new HashSet<>();
    for (Event event : log) {
      if (event instanceof Event.OutputStored output && output.inMemory()) {
        stored.add(output.step());
      } else if (event instanceof Event.StepRestarted restarted) {
        // What an attempt before it has stored does not count.
        stored.remove(restarted.step());
      } else if (event instanceof Event.StepSucceeded succeeded
          && stored.contains(succeeded.step())) {
        return Optional.of(succeeded.step());
      }
    }
    return Optional.empty();
  }
}
