package io.dagwerk.graphql;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunHead;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StepState;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A run of [InMemoryOperations]: what happened in it, and what that makes of it. For one thread at
/// a time.
final class InMemoryRun {
  private final ConfigTree config;
  private final List<RecordedEvent> events = new ArrayList<>();
  private final Map<StepKey, StoredStep> steps = new TreeMap<>();
  private StoredRun stored;

  InMemoryRun(NewRun run, ConfigTree config, Instant now) {
    this.config = config;
    this.stored = StoredRun.created(run, now);
  }

  StoredRun stored() {
    return stored;
  }

  ConfigTree config() {
    return config;
  }

  List<RecordedEvent> events() {
    return events;
  }

  List<StoredStep> steps() {
    return List.copyOf(steps.values());
  }

  /// Of two steps: `parse`, and `load` that reads it.
  Plan plan() {
    Plan.Output output = new Plan.Output(Plan.Output.RESULT, true, Optional.empty());
    StepKey parse = StepKey.of("parse");
    return Plan.of(
        stored.run().work().job(),
        "code-1",
        List.of(step(parse, List.of(), output), step(StepKey.of("load"), List.of(parse), output)));
  }

  private static Plan.Step step(StepKey key, List<StepKey> after, Plan.Output output) {
    return new Plan.Step(
        key,
        NodeKind.OP,
        List.of(),
        List.of(),
        new LinkedHashMap<>(),
        after,
        List.of(output),
        Plan.Options.PLAIN,
        Optional.empty());
  }

  void happen(Instant at, Event event) {
    events.add(new RecordedEvent(stored.id(), events.size() + 1, at, event));
    switch (event) {
      case Event.RunAttemptStarted it -> move(RunStatus.STARTING, it.attempt(), "", at);
      case Event.RunStarted _ -> move(RunStatus.STARTED, stored.head().attempt(), "", at);
      case Event.RunCanceling it ->
          move(RunStatus.CANCELING, stored.head().attempt(), it.reason(), at);
      case Event.RunSucceeded _ -> move(RunStatus.SUCCEEDED, stored.head().attempt(), "", at);
      case Event.RunFailed it -> move(RunStatus.FAILED, stored.head().attempt(), it.reason(), at);
      case Event.RunCanceled it ->
          move(RunStatus.CANCELED, stored.head().attempt(), it.reason(), at);
      case Event.StepStarted it -> move(it.step(), StepStatus.RUNNING, "", at);
      case Event.StepRestarted it ->
          move(it.step(), StepState.of(StepStatus.RUNNING, it.attempt(), ""), at);
      case Event.StepSucceeded it -> move(it.step(), StepStatus.SUCCEEDED, "", at);
      case Event.StepFailed it -> move(it.step(), StepStatus.FAILED, it.error().summary(), at);
      case Event.StepAbandoned it ->
          move(it.step(), StepStatus.ABANDONED, "step '%s' failed".formatted(it.cause()), at);
      default -> {}
    }
  }

  void expireLog(Instant at) {
    events.clear();
    stored =
        new StoredRun(
            stored.run(), stored.head(), stored.reason(), stored.times().withoutLogSince(at));
  }

  private void move(RunStatus to, int attempt, String reason, Instant at) {
    stored =
        new StoredRun(stored.run(), new RunHead(to, attempt), reason, stored.times().after(to, at));
  }

  private void move(StepKey step, StepStatus to, String reason, Instant at) {
    int first = to == StepStatus.ABANDONED ? 0 : 1;
    StoredStep before = steps.get(step);
    int attempt = before == null ? first : before.state().attempt();
    move(step, StepState.of(to, attempt, reason), at);
  }

  private void move(StepKey step, StepState to, Instant at) {
    Change.StepMoved move = new Change.StepMoved(step, to);
    StoredStep before = steps.get(step);
    steps.put(step, before == null ? StoredStep.first(move, at) : before.after(move, at));
  }
}
