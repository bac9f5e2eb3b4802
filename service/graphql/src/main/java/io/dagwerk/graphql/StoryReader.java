package io.dagwerk.graphql;

import io.dagwerk.graphql.RunStory.Attempt;
import io.dagwerk.graphql.RunStory.Told;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.StepKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads from the log of a run what happened to each of its steps. For one thread, and one log.
final class StoryReader {
  private final SequencedMap<StepKey, Open> steps = new LinkedHashMap<>();
  private Optional<Instant> started = Optional.empty();

  /// A step as far as it was read.
  private static final class Open {
    private final List<Attempt> attempts = new ArrayList<>();
    private Optional<Instant> ended = Optional.empty();
    private Optional<StepKey> rootCause = Optional.empty();
    private Optional<RecordedEvent> failure = Optional.empty();

    /// An attempt that is still open was lost with its worker.
    void begin(int number, Instant at) {
      attempts.add(new Attempt(number, at, Optional.empty(), Optional.empty()));
    }

    void endAttempt(Instant at, Optional<ErrorInfo> error) {
      if (!attempts.isEmpty() && attempts.getLast().ended().isEmpty()) {
        Attempt last = attempts.removeLast();
        attempts.add(new Attempt(last.number(), last.began(), Optional.of(at), error));
      }
    }

    void end(Instant at, Optional<ErrorInfo> error) {
      endAttempt(at, error);
      ended = Optional.of(at);
    }
  }

  /// The story, without what its steps waited for.
  RunStory read(List<RecordedEvent> events) {
    events.forEach(this::read);
    SequencedMap<StepKey, Told> told = new LinkedHashMap<>();
    steps.forEach((key, step) ->
        told.put(
            key,
            new Told(
                key,
                step.attempts,
                step.ended,
                Optional.empty(),
                Optional.empty(),
                step.rootCause,
                step.failure)));
    return new RunStory(started, told);
  }

  private void read(RecordedEvent recorded) {
    Instant at = recorded.at();
    switch (recorded.event()) {
      case Event.RunStarted _ -> started = started.or(() -> Optional.of(at));
      case Event.StepStarted it -> step(it.step()).begin(1, at);
      case Event.StepRestarted it -> step(it.step()).begin(it.attempt(), at);
      case Event.StepWaitingToRetry it -> step(it.step()).endAttempt(at, Optional.of(it.error()));
      case Event.StepSucceeded it -> step(it.step()).end(at, Optional.empty());
      case Event.StepFailed it -> {
        step(it.step()).end(at, Optional.of(it.error()));
        step(it.step()).failure = Optional.of(recorded);
      }
      case Event.StepSkipped it -> {
        step(it.step()).end(at, Optional.empty());
        step(it.step()).rootCause = Optional.of(it.cause());
      }
      case Event.StepReused it -> step(it.step()).end(at, Optional.empty());
      case Event.StepAbandoned it -> {
        step(it.step()).end(at, Optional.empty());
        step(it.step()).rootCause = Optional.of(it.cause());
      }
      case Event.StepCanceled it -> step(it.step()).end(at, Optional.empty());
      default -> {}
    }
  }

  private Open step(StepKey key) {
    return steps.computeIfAbsent(key, _ -> new Open());
  }
}
