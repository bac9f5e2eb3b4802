package io.dagwerk.plan;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ProgressBuilder.ReadyStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Drives a run to its end: starts what is ready, lets what runs end in any order, lets time pass,
/// sends events that come too late, and cancels if it should.
final class RandomDrive {
  private static final ErrorInfo BROKEN = ErrorInfo.ofMessage("Broken", "at random");
  private static final int MOST_TURNS = 100_000;

  private final RandomJob job;
  private final ProgressBuilder progress;
  private final Random random;
  private final List<RecordedEvent> log;
  private final List<StepKey> running = new ArrayList<>();
  private final List<StepKey> ended = new ArrayList<>();
  private final Map<String, Integer> startedAt = new LinkedHashMap<>();
  private Instant now;
  private boolean canceled;

  RandomDrive(RandomJob job, ProgressBuilder progress, List<RecordedEvent> before) {
    this.job = job;
    this.progress = progress;
    this.random = new Random(job.seed());
    this.log = new ArrayList<>(before);
    this.now = before.isEmpty() ? Story.NOW : before.getLast().at();
    progress.settle(now).forEach(this::record);
  }

  /// @param cancelAfter the turn in which the run is canceled, if it is not over
  RandomDrive toEnd(int cancelAfter) {
    for (int turn = 0; !progress.isFinished(); turn++) {
      if (turn > MOST_TURNS) {
        throw new AssertionError("the run does not end: " + progress.progress().states());
      }
      if (turn == cancelAfter) {
        canceled = true;
        apply(new Event.RunCanceling("at random"));
      }
      turn();
    }
    return this;
  }

  private void turn() {
    Optional<ReadyStep> ready = progress.nextReady(now);
    if (ready.isPresent() && (running.isEmpty() || random.nextBoolean())) {
      start(ready.orElseThrow());
    } else if (!running.isEmpty()) {
      end(running.remove(random.nextInt(running.size())));
    } else {
      now = progress.nextDue().orElse(now);
    }
    if (!ended.isEmpty() && random.nextInt(4) == 0) {
      comeTooLate(ended.get(random.nextInt(ended.size())));
    }
  }

  private void start(ReadyStep step) {
    if (canceled) {
      throw new AssertionError("started in a canceled run: " + step.key());
    }
    startedAt.put(step.key().toString(), log.size());
    running.add(step.key());
    apply(
        step.attempt() == 1
            ? new Event.StepStarted(step.key())
            : new Event.StepRestarted(step.key(), step.attempt()));
  }

  private void end(StepKey key) {
    RandomJob.Deed deed = job.deed(key.toString());
    int used = progress.state(key) instanceof StepState.Running(_, int retries) ? retries : 0;
    if (canceled && random.nextBoolean()) {
      apply(new Event.StepCanceled(key, "at random"));
    } else if (used < deed.retries()) {
      apply(
          new Event.StepWaitingToRetry(
              key, used + 1, Duration.ofSeconds(random.nextInt(9)), BROKEN));
      return;
    } else if (deed.succeeds()) {
      if (isFanOut(key)) {
        apply(new Event.StepFannedOut(key, deed.keys()));
      }
      apply(new Event.StepSucceeded(key, deed.outputs(), Duration.ZERO));
    } else {
      apply(new Event.StepFailed(key, BROKEN, Event.FailureKind.EXCEPTION, Metadata.none()));
    }
    ended.add(key);
  }

  private boolean isFanOut(StepKey key) {
    return job.tasks().stream().anyMatch(task -> task.fanOut() && task.name().equals(key.node()));
  }

  private void comeTooLate(StepKey key) {
    apply(
        switch (random.nextInt(5)) {
          case 0 -> new Event.StepStarted(key);
          case 1 -> new Event.StepRestarted(key, 99);
          case 2 -> new Event.StepSucceeded(key, List.of("late"), Duration.ZERO);
          case 3 -> new Event.StepFannedOut(key, List.of("late"));
          default ->
              new Event.StepFailed(key, BROKEN, Event.FailureKind.EXCEPTION, Metadata.none());
        });
  }

  private void apply(Event event) {
    record(event);
    progress.apply(event, now).forEach(this::record);
  }

  private void record(Event event) {
    log.add(new RecordedEvent(StepSketch.PARENT, log.size() + 1L, now, event));
  }

  Progress progress() {
    return progress.progress();
  }

  List<RecordedEvent> log() {
    return log;
  }

  /// Where in the log a step was started last.
  Map<String, Integer> startedAt() {
    return startedAt;
  }
}
