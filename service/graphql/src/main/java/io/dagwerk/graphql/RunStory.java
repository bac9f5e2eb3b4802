package io.dagwerk.graphql;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.StepKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// How the steps of a run came to where they are: their attempts, what each waited for, why some
/// failed, and the chain of those that decided how long the run took. Pure.
///
/// @param started when the first step could start
/// @param steps that have begun or ended, in the order in which they did
record RunStory(Optional<Instant> started, SequencedMap<StepKey, Told> steps) {
  /// The kinds of the events that tell it.
  static final List<String> KINDS =
      List.of(
          "RunStarted",
          "StepStarted",
          "StepRestarted",
          "StepWaitingToRetry",
          "StepSucceeded",
          "StepFailed",
          "StepSkipped",
          "StepReused",
          "StepAbandoned",
          "StepCanceled");

  static final RunStory NONE = new RunStory(Optional.empty(), new LinkedHashMap<>());

  /// An attempt of a step.
  ///
  /// @param number from 1
  /// @param ended empty while it runs, or when its end was lost with its worker
  /// @param error what it failed with
  record Attempt(int number, Instant began, Optional<Instant> ended, Optional<ErrorInfo> error) {}

  /// A failure of a step.
  ///
  /// @param position of the event in the log of the run
  /// @param blocked the steps that never ran because of it, in the order in which that was told
  record Failed(
      StepKey step,
      int attempt,
      long position,
      Instant time,
      Event.FailureKind kind,
      ErrorInfo error,
      List<StepKey> blocked) {
    Failed {
      blocked = List.copyOf(blocked);
    }
  }

  /// What is told of one step.
  ///
  /// @param ended when it came to its end
  /// @param ready when all that it needed had ended; of a step that needs nothing when the run
  ///   started
  /// @param waitedFor the last of what it needed to end
  /// @param rootCause of a step that was abandoned or skipped, for whose sake
  record Told(
      StepKey step,
      List<Attempt> attempts,
      Optional<Instant> ended,
      Optional<Instant> ready,
      Optional<StepKey> waitedFor,
      Optional<StepKey> rootCause,
      Optional<RecordedEvent> failure) {
    Told {
      attempts = List.copyOf(attempts);
    }

    Optional<Instant> began() {
      return attempts.stream().map(Attempt::began).findFirst();
    }

    private Told with(Optional<Instant> readyAt, Optional<StepKey> last) {
      return new Told(step, attempts, ended, readyAt, last, rootCause, failure);
    }
  }

  /// Reads it from events of [#KINDS], in order.
  static RunStory of(Plan plan, List<RecordedEvent> events) {
    RunStory untimed = new StoryReader().read(events);
    Upstreams upstreams = Upstreams.of(plan, untimed.steps.sequencedKeySet());
    SequencedMap<StepKey, Told> steps = new LinkedHashMap<>();
    untimed.steps.forEach((key, told) ->
        steps.put(key, timed(told, untimed, upstreams.byStep().getOrDefault(key, List.of()))));
    return new RunStory(untimed.started, steps);
  }

  private static Told timed(Told told, RunStory story, List<StepKey> upstream) {
    List<Told> before =
        upstream.stream()
            .flatMap(key -> Optional.ofNullable(story.steps.get(key)).stream())
            .toList();
    if (before.size() < upstream.size()
        || before.stream().anyMatch(each -> each.ended().isEmpty())) {
      return told;
    }
    Optional<Told> last =
        before.stream().max(Comparator.comparing(each -> each.ended().orElseThrow()));
    Optional<Instant> after = last.flatMap(Told::ended);
    Optional<Instant> ready =
        story
            .started
            .filter(start -> after.map(end -> end.isBefore(start)).orElse(true))
            .or(() -> after);
    return told.with(ready, last.map(Told::step));
  }

  /// The first steps that failed, in order.
  List<Failed> failures(int limit) {
    Map<StepKey, List<StepKey>> blocked = new HashMap<>();
    steps
        .values()
        .forEach(told ->
            told.rootCause()
                .ifPresent(cause ->
                    blocked.computeIfAbsent(cause, _ -> new ArrayList<>()).add(told.step())));
    return steps.values().stream()
        .filter(told -> told.failure().isPresent())
        .limit(limit)
        .map(told ->
            failed(
                told, told.failure().orElseThrow(), blocked.getOrDefault(told.step(), List.of())))
        .toList();
  }

  private static Failed failed(Told told, RecordedEvent recorded, List<StepKey> blocked) {
    Event.StepFailed event = (Event.StepFailed) recorded.event();
    return new Failed(
        told.step(),
        told.attempts().isEmpty() ? 0 : told.attempts().getLast().number(),
        recorded.position(),
        recorded.at(),
        event.kind(),
        event.error(),
        blocked);
  }

  /// A step of the critical path.
  ///
  /// @param ready when it could have begun
  /// @param ended empty while it runs
  record Link(StepKey step, Instant ready, Instant began, Optional<Instant> ended) {}

  /// The chain of steps that decided how long the run took, the first of them first: the step that
  /// ended last, or runs still, then what that waited for last, and so on. What did not run is no
  /// link, but the chain goes on through it.
  List<Link> criticalPath() {
    Deque<Link> path = new ArrayDeque<>();
    SequencedSet<StepKey> seen = new LinkedHashSet<>();
    Optional<Told> next =
        steps.values().stream()
            .filter(told -> told.began().isPresent())
            .max(Comparator.comparing(told -> told.ended().orElse(Instant.MAX)));
    while (next.isPresent() && seen.add(next.get().step())) {
      Told told = next.get();
      told.began()
          .ifPresent(began ->
              path.addFirst(
                  new Link(
                      told.step(),
                      told.ready().filter(began::isAfter).orElse(began),
                      began,
                      told.ended())));
      next = told.waitedFor().flatMap(key -> Optional.ofNullable(steps.get(key)));
    }
    return new ArrayList<>(path);
  }
}
