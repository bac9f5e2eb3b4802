package io.dagwerk.testing;

import io.dagwerk.automation.sensor.DueLook;
import io.dagwerk.automation.sensor.SensorFacts;
import io.dagwerk.automation.sensor.SensorRule;
import io.dagwerk.automation.sensor.SensorState;
import io.dagwerk.automation.sensor.SensorTurn;
import io.dagwerk.automation.sensor.Waiting;
import io.dagwerk.automation.tick.EndedTick;
import io.dagwerk.automation.tick.TickEnd;
import io.dagwerk.automation.tick.Turn;
import io.dagwerk.definitions.Sensor;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.SensorSnapshot.Trigger;
import io.dagwerk.partitions.PartitionSets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A sensor on a virtual clock.
final class ClockedSensor implements Turned {
  private static final long FENCE = 1;

  private final Sensor sensor;
  private final SensorRule rule;
  private final Workbench bench;
  private final History history;
  private final ClockedRuns runs;
  private final Set<String> asked = new HashSet<>();
  private final List<EndedTick> ticks = new ArrayList<>();
  private Optional<Instant> wakeAt = Optional.empty();
  private SensorState state;

  ClockedSensor(Sensor sensor, SensorRule rule, ClockedSchedule.Stand stand) {
    this.sensor = sensor;
    this.rule = rule;
    this.bench = stand.bench();
    this.history = stand.history();
    this.runs = stand.runs();
    this.state =
        SensorState.firstSeen(rule.sensor(), stand.start(), history.position())
            .started(stand.start(), history.position());
  }

  /// Takes all looks that are due about what happened until now; what they lead to comes after.
  @Override
  public boolean turn(Instant now) {
    if (wakeAt.filter(now::isBefore).isPresent()) {
      return false;
    }
    long before = state.seen().position();
    long upTo = history.position();
    int looks = 0;
    while (look(now, upTo)) {
      looks++;
    }
    return looks > 0 || state.seen().position() != before;
  }

  private boolean look(Instant now, long upTo) {
    SensorTurn turn = rule.turn(state, new Turn(FENCE, now), facts(now, upTo));
    state = turn.state();
    wakeAt = turn.wakeAt();
    turn.begin().ifPresent(look -> end(look, now));
    return turn.begin().isPresent();
  }

  private SensorFacts facts(Instant now, long upTo) {
    boolean isTimed = rule.sensor().trigger() instanceof Trigger.Every;
    return new SensorFacts(
        isTimed ? List.of() : history.between(state.seen().position(), upTo),
        new PartitionSets(now, history.present()),
        history);
  }

  private void end(DueLook look, Instant now) {
    Evaluation evaluation = rule.tagged(bench.evaluate(sensor, look.asked()));
    TickEnd end =
        runs.settled(TickEnd.of(evaluation, asked::contains, rule.retryAt(look.started(), now)));
    state = state.ended(look, evaluation, end);
    EndedTick ended = new EndedTick(look.started().at(), look.started().attempt(), end);
    ticks.add(ended);
    ended.runs().stream().map(LaunchRun::key).forEach(key -> key.ifPresent(asked::add));
  }

  @Override
  public Optional<Instant> wakeAt() {
    return wakeAt;
  }

  void start(Instant now) {
    wakeAt = Optional.empty();
    state = state.started(now, history.position());
  }

  void stop(Instant now) {
    wakeAt = Optional.empty();
    state = state.stopped(now);
  }

  void remember(Optional<String> cursor) {
    state = state.remembering(cursor);
  }

  SensorState state() {
    return state;
  }

  List<EndedTick> ticks() {
    return List.copyOf(ticks);
  }

  List<Waiting> waiting(Instant now) {
    return rule.waiting(state, facts(now, history.position()));
  }
}
