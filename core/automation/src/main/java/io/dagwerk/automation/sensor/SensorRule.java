package io.dagwerk.automation.sensor;

import io.dagwerk.automation.tick.StartedTick;
import io.dagwerk.automation.tick.Turn;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.Retry;
import io.dagwerk.model.RunEnd;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.SensorLook;
import io.dagwerk.model.SensorLook.Cause;
import io.dagwerk.model.SensorSnapshot;
import io.dagwerk.model.SensorSnapshot.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The rule of when a sensor is asked and about what, for one version of its definition. Immutable.
///
/// A sensor takes one look at a time. What it is told of happens in one order for all, and each
/// thing is passed once: when the look about it ends. So one that is repeated after a crash is
/// asked about the same.
public final class SensorRule {
  /// Of a sensor without interval whose function fails: after 5, 15, 35 and 75 seconds.
  public static final Retry RETRY = Retry.times(4).exponential(Duration.ofSeconds(5));

  /// No sensor that keeps failing waits longer, unless its interval is longer.
  public static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final SensorSnapshot sensor;
  private final String codeVersion;

  /// @param codeVersion of the definitions that the sensor is one of
  public SensorRule(SensorSnapshot sensor, String codeVersion) {
    this.sensor = sensor;
    this.codeVersion = codeVersion;
  }

  public SensorSnapshot sensor() {
    return sensor;
  }

  /// What is to be done now. A turn that is repeated begins nothing twice.
  public SensorTurn turn(SensorState before, Turn turn, SensorFacts facts) {
    if (before.status() == InstigatorStatus.STOPPED) {
      return idle(before, Optional.empty());
    }
    SensorState state =
        before.trigger().equals(sensor.trigger()) ? before : before.retriggered(sensor.trigger());
    Optional<StartedTick> open = state.looks().open();
    if (open.isPresent()) {
      return open.get().fence() == turn.fence()
          ? idle(state, Optional.empty())
          : due(state, turn, facts, open.get().attempt() + 1);
    }
    Optional<Instant> notBefore = notBefore(state).filter(turn.now()::isBefore);
    return notBefore.isPresent()
        ? idle(state, notBefore)
        : due(state, turn, facts, state.looks().failures() + 1);
  }

  private Optional<Instant> notBefore(SensorState state) {
    return state
        .looks()
        .notBefore()
        .or(() ->
            sensor.trigger() instanceof Trigger.Every(Duration interval)
                ? state.looks().last().map(last -> last.plus(interval))
                : Optional.empty());
  }

  private SensorTurn due(SensorState state, Turn turn, SensorFacts facts, int attempt) {
    Asking asking = new Asking(state, turn, attempt);
    return switch (sensor.trigger()) {
      case Trigger.Every _ -> asking.about(new Cause.Interval(), state.seen());
      case Trigger.RunEnded _, Trigger.Webhook _ -> asking.aboutFirst(facts.happened());
      case Trigger.Updated updated -> {
        Watch watch = new Watch(updated, facts);
        Seen read = watch.absorb(state.seen());
        yield watch
            .findReady(read)
            .map(ready ->
                asking
                    .having(state.with(read))
                    .about(new Cause.Updated(ready.updates()), ready.after()))
            .orElseGet(() -> idle(state.with(read).with(state.looks().ended()), Optional.empty()));
      }
    };
  }

  /// What the function is asked with.
  private final class Asking {
    private final SensorState state;
    private final Turn turn;
    private final int attempt;

    Asking(SensorState state, Turn turn, int attempt) {
      this.state = state;
      this.turn = turn;
      this.attempt = attempt;
    }

    Asking having(SensorState other) {
      return new Asking(other, turn, attempt);
    }

    SensorTurn about(Cause cause, Seen seen) {
      StartedTick started =
          new StartedTick(turn.now(), attempt, turn.fence(), codeVersion, state.cursor());
      SensorLook look = new SensorLook(turn.now(), state.cursor(), cause);
      return new SensorTurn(
          state.with(state.looks().started(started)),
          Optional.of(new DueLook(started, look, seen)),
          Optional.empty());
    }

    /// Passes what does not concern the sensor.
    SensorTurn aboutFirst(List<Happening> happened) {
      Seen read = state.seen();
      for (Happening happening : happened) {
        Optional<Cause> cause = cause(happening);
        if (cause.isPresent()) {
          return having(state.with(read)).about(cause.get(), read.at(happening.position()));
        }
        read = read.at(happening.position());
      }
      return idle(state.with(read).with(state.looks().ended()), Optional.empty());
    }
  }

  private Optional<Cause> cause(Happening happening) {
    return switch (happening) {
      case Happening.RunEnded(_, var run)
          when sensor.trigger()
              instanceof Trigger.RunEnded(List<String> jobs, List<RunEnd> ends) -> {
        boolean concerns =
            ends.contains(run.end())
                && (jobs.isEmpty()
                    ? !sensor.name().equals(run.tags().get(RunTags.SENSOR))
                    : jobs.contains(run.job()));
        yield concerns ? Optional.of(new Cause.RunEnded(run)) : Optional.empty();
      }
      case Happening.Delivered(_, String path, var delivery)
          when sensor.trigger() instanceof Trigger.Webhook(String own) && own.equals(path) ->
          Optional.of(new Cause.Delivered(delivery));
      case Happening.RunEnded _, Happening.Updated _, Happening.Delivered _ -> Optional.empty();
    };
  }

  private static SensorTurn idle(SensorState state, Optional<Instant> wakeAt) {
    return new SensorTurn(state, Optional.empty(), wakeAt);
  }

  /// The evaluation with the tags that say where its runs come from.
  public Evaluation tagged(Evaluation evaluation) {
    return switch (evaluation) {
      case Evaluation.Requested(var runs, var keys, var cursor) ->
          new Evaluation.Requested(
              runs.stream().map(run -> run.tagged(tags(run))).toList(), keys, cursor);
      case Evaluation.Skipped _, Evaluation.Failed _ -> evaluation;
    };
  }

  private SequencedMap<String, String> tags(LaunchRun run) {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    tags.put(RunTags.SENSOR, sensor.name());
    run.key().ifPresent(key -> tags.put(RunTags.RUN_KEY, key));
    return tags;
  }

  /// When a look that failed now is taken again; empty when what it was about is passed over.
  public Optional<Instant> retryAt(StartedTick look, Instant now) {
    if (sensor.trigger() instanceof Trigger.Every(Duration interval)) {
      return Optional.of(look.at().plus(wait(interval, look.attempt())));
    }
    return look.attempt() > RETRY.retries()
        ? Optional.empty()
        : Optional.of(now.plus(RETRY.delayBefore(look.attempt(), 1)));
  }

  /// The interval, then twice as long after each failure in a row.
  private static Duration wait(Duration interval, int failures) {
    Duration longest = interval.compareTo(LONGEST_WAIT) > 0 ? interval : LONGEST_WAIT;
    Duration wait = interval;
    for (int i = 1; i < failures && wait.compareTo(longest) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(longest) > 0 ? longest : wait;
  }

  /// Partitions that something has arrived for, but not enough.
  ///
  /// @return at most [SensorFacts#MOST_HAPPENINGS]; none for a sensor that watches no assets
  public List<Waiting> waiting(SensorState state, SensorFacts facts) {
    return sensor.trigger() instanceof Trigger.Updated updated
        ? new Watch(updated, facts).waiting(state.seen())
        : List.of();
  }
}
