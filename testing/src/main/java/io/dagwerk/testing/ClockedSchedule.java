package io.dagwerk.testing;

import io.dagwerk.automation.schedule.MissedTicks;
import io.dagwerk.automation.schedule.ScheduleRule;
import io.dagwerk.automation.schedule.ScheduleState;
import io.dagwerk.automation.schedule.ScheduleTurn;
import io.dagwerk.automation.schedule.ScheduledRuns;
import io.dagwerk.automation.tick.EndedTick;
import io.dagwerk.automation.tick.StartedTick;
import io.dagwerk.automation.tick.TickEnd;
import io.dagwerk.automation.tick.Turn;
import io.dagwerk.definitions.Schedule;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.ScheduleSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A schedule on a virtual clock.
final class ClockedSchedule implements Turned {
  private static final long FENCE = 1;

  private final Schedule schedule;
  private final ScheduleRule rule;
  private final Workbench bench;
  private final History history;
  private final ClockedRuns runs;
  private final Set<String> asked = new HashSet<>();
  private final List<EndedTick> ticks = new ArrayList<>();
  private final List<MissedTicks> missed = new ArrayList<>();
  private Optional<Instant> wakeAt = Optional.empty();
  private ScheduleState state;

  /// What a schedule is turned with.
  record Stand(Workbench bench, History history, ClockedRuns runs, Instant start) {}

  ClockedSchedule(Schedule schedule, ScheduleRule rule, Stand stand) {
    this.schedule = schedule;
    this.rule = rule;
    this.bench = stand.bench();
    this.history = stand.history();
    this.runs = stand.runs();
    this.state = ScheduleState.firstSeen(rule.schedule(), stand.start()).started(stand.start());
  }

  @Override
  public boolean turn(Instant now) {
    if (wakeAt.filter(now::isBefore).isPresent()) {
      return false;
    }
    ScheduleTurn turn = rule.turn(state, new Turn(FENCE, now));
    state = turn.state();
    // After a tick has ended it is asked for anew.
    wakeAt = turn.begin().isEmpty() ? turn.wakeAt() : Optional.empty();
    turn.missed().ifPresent(missed::add);
    for (StartedTick attempt : turn.begin()) {
      end(attempt, now);
    }
    return !turn.begin().isEmpty();
  }

  private void end(StartedTick attempt, Instant now) {
    TickEnd end =
        runs.settled(
            TickEnd.of(evaluate(attempt.at()), asked::contains, rule.retryAt(state, attempt, now)));
    state = state.ended(attempt, end);
    EndedTick ended = new EndedTick(attempt.at(), attempt.attempt(), end);
    ticks.add(ended);
    ended.runs().stream().map(LaunchRun::key).forEach(key -> key.ifPresent(asked::add));
  }

  /// What the schedule asks for at a time, without any effect.
  Evaluation evaluate(Instant at) {
    ScheduleSnapshot described = rule.schedule();
    Evaluation evaluation =
        schedule.compute().isPresent()
            ? bench.evaluate(schedule, at)
            : ScheduledRuns.evaluate(described, at, history.present());
    return ScheduledRuns.tagged(described, at, evaluation);
  }

  @Override
  public Optional<Instant> wakeAt() {
    return wakeAt;
  }

  void start(Instant now) {
    wakeAt = Optional.empty();
    state = state.started(now);
  }

  void stop(Instant now) {
    wakeAt = Optional.empty();
    state = state.stopped(now);
  }

  ScheduleState state() {
    return state;
  }

  List<EndedTick> ticks() {
    return List.copyOf(ticks);
  }

  List<MissedTicks> missed() {
    return List.copyOf(missed);
  }
}
