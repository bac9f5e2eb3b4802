package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.Memory.Side;
import io.dagwerk.automation.condition.Signal.Asked;
import io.dagwerk.automation.condition.Step.Change;
import io.dagwerk.automation.condition.Step.Kind;
import io.dagwerk.automation.condition.Subject.OfAsset;
import io.dagwerk.automation.condition.Subject.OfCheck;
import io.dagwerk.model.Condition.CronTickPassed;
import io.dagwerk.model.Condition.ExecutedWithTags;
import io.dagwerk.model.Condition.Happened;
import io.dagwerk.model.Condition.Happening;
import io.dagwerk.model.Condition.InLatestWindow;
import io.dagwerk.model.Condition.Is;
import io.dagwerk.model.Condition.State;
import io.dagwerk.partitions.PartitionSubset;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What the operands of a condition are at one step.
final class Operands {
  private final Scene scene;
  private final Memory memory;
  private final Step step;

  Operands(Scene scene, Memory memory, Step step) {
    this.scene = scene;
    this.memory = memory;
    this.step = step;
  }

  /// The partitions for which the operand may become something else at this step, or happen.
  PartitionSubset reach(Node.Operand operand) {
    Subject subject = operand.subject();
    PartitionSubset touched = touched(subject);
    return switch (operand.condition()) {
      case CronTickPassed cron ->
          step.ticks().contains(cron) ? scene.existingAfter(subject, step) : touched;
      case InLatestWindow latest -> touched.or(moved(subject, latest.lookback()));
      case Is _, Happened _, ExecutedWithTags _ -> touched;
    };
  }

  /// The partitions of a subject of which something is recorded or decided, or that appear or
  /// vanish.
  PartitionSubset touched(Subject subject) {
    PartitionSubset all = appearing(subject);
    for (Fact fact : step.facts(subject)) {
      all = all.or(fact.partitions());
    }
    return switch (step.kind()) {
      case REQUESTS -> all.or(scene.requestedBefore(subject));
      case DECISION -> all.or(requested(subject));
      case FACTS, TIME, FIRST -> all;
    };
  }

  /// The partitions that exist only before or only after the step.
  PartitionSubset appearing(Subject subject) {
    return switch (step.kind()) {
      case FACTS, DECISION -> PartitionSubset.none();
      case REQUESTS, TIME, FIRST ->
          difference(scene.existingBefore(subject, step), scene.existingAfter(subject, step));
    };
  }

  private static PartitionSubset difference(PartitionSubset one, PartitionSubset other) {
    return one.equals(other) ? PartitionSubset.none() : one.minus(other).or(other.minus(one));
  }

  private PartitionSubset moved(Subject subject, Optional<Duration> lookback) {
    return step.kind() == Kind.TIME
        ? difference(
            latest(subject, lookback, step.clock().before()),
            latest(subject, lookback, step.clock().after()))
        : PartitionSubset.none();
  }

  private PartitionSubset latest(Subject subject, Optional<Duration> lookback, Instant at) {
    return scene.times().latest(scene.graph().definition(subject), lookback, at);
  }

  /// What has been decided for a subject; a check runs with its asset.
  private PartitionSubset requested(Subject subject) {
    return subject instanceof OfCheck check
        ? scene.requested(check).or(scene.requested(new OfAsset(check.asset())))
        : scene.requested(subject);
  }

  Signal signal(Node.Operand operand, Asked asked) {
    Subject subject = operand.subject();
    return switch (operand.condition()) {
      case Is(State state) -> signal(state, operand, asked);
      case Happened(Happening happening) ->
          Signal.ofEvent(happened(happening, subject).and(asked.after()));
      case CronTickPassed cron ->
          Signal.ofEvent(step.ticks().contains(cron) ? asked.after() : PartitionSubset.none());
      case InLatestWindow(Optional<Duration> lookback) ->
          Signal.ofState(
              asked.before().and(latest(subject, lookback, step.clock().before())),
              asked.after().and(latest(subject, lookback, step.clock().after())));
      case ExecutedWithTags tags -> throw new IllegalArgumentException(tags + " is remembered");
    };
  }

  private Signal signal(State state, Node.Operand operand, Asked asked) {
    Subject subject = operand.subject();
    return switch (state) {
      case EXECUTED_WITH_ROOT_TARGET ->
          throw new IllegalArgumentException(state + " is remembered");
      case WILL_BE_REQUESTED ->
          Signal.ofState(
              PartitionSubset.none(),
              step.kind() == Kind.DECISION && sharesRun(operand)
                  ? requested(subject).and(asked.after())
                  : PartitionSubset.none());
      case MISSING ->
          Signal.ofState(
              asked.before().minus(before(subject).results().present()),
              asked.after().minus(after(subject).results().present()));
      case RUN_IN_PROGRESS, BACKFILL_IN_PROGRESS, EXECUTION_FAILED, CHECK_PASSED, CHECK_FAILED ->
          Signal.ofState(
              asked.before().and(holding(state, before(subject))),
              asked.after().and(holding(state, after(subject))));
    };
  }

  private static PartitionSubset holding(State state, Status status) {
    return switch (state) {
      case RUN_IN_PROGRESS -> status.inRuns();
      case BACKFILL_IN_PROGRESS -> status.inBackfills();
      case EXECUTION_FAILED -> status.results().failed();
      case CHECK_PASSED -> status.results().passed();
      case CHECK_FAILED -> status.results().unpassed();
      case MISSING, EXECUTED_WITH_ROOT_TARGET, WILL_BE_REQUESTED -> PartitionSubset.none();
    };
  }

  private Status before(Subject subject) {
    return step.change(subject).map(Change::before).orElseGet(() -> memory.status(subject));
  }

  private Status after(Subject subject) {
    return step.change(subject).map(Change::after).orElseGet(() -> memory.status(subject));
  }

  Signal signal(Node.Executed operand, Asked asked) {
    return Signal.ofState(
        asked.before().and(memory.executed(operand.slot(), Side.BEFORE)),
        asked.after().and(memory.executed(operand.slot(), Side.AFTER)));
  }

  /// Whether one run can update the same partition of the subject and of the root, and the way
  /// between them stays on it.
  private boolean sharesRun(Node.Operand operand) {
    ConditionGraph graph = scene.graph();
    return !operand.way().isEmpty()
        && operand.way().stream()
            .allMatch(link -> link.isSame() && graph.canShareRun(link.from(), link.to()));
  }

  private PartitionSubset happened(Happening happening, Subject subject) {
    return switch (happening) {
      case NEWLY_REQUESTED ->
          step.kind() == Kind.REQUESTS ? scene.requestedBefore(subject) : PartitionSubset.none();
      case INITIAL_EVALUATION ->
          step.kind() == Kind.FIRST ? scene.existingAfter(subject, step) : PartitionSubset.none();
      case NEWLY_UPDATED, CODE_VERSION_CHANGED, DATA_VERSION_CHANGED -> {
        PartitionSubset all = PartitionSubset.none();
        for (Fact fact : step.facts(subject)) {
          all = isOf(happening, fact) ? all.or(fact.partitions()) : all;
        }
        yield all;
      }
    };
  }

  private static boolean isOf(Happening happening, Fact fact) {
    return switch (fact) {
      case Fact.Updated updated ->
          happening == Happening.NEWLY_UPDATED
              || (happening == Happening.DATA_VERSION_CHANGED
                  && updated.data() == Fact.Data.CHANGED);
      case Fact.Evaluated _ -> happening == Happening.NEWLY_UPDATED;
      case Fact.CodeChanged _ -> happening == Happening.CODE_VERSION_CHANGED;
      case Fact.Began _,
          Fact.Ended _,
          Fact.BackfillBegan _,
          Fact.BackfillEnded _,
          Fact.Wiped _,
          Fact.Known _ ->
          false;
    };
  }

  /// Takes in by which run something was updated.
  void update(Node.Executed operand) {
    PartitionSubset held = memory.executed(operand.slot(), Side.BEFORE);
    PartitionSubset changed = held;
    for (Fact fact : step.facts(operand.subject())) {
      changed =
          switch (fact) {
            case Fact.Updated updated ->
                changed.minus(fact.partitions()).or(matching(operand, fact, updated.run()));
            case Fact.Evaluated evaluated ->
                changed.minus(fact.partitions()).or(matching(operand, fact, evaluated.run()));
            case Fact.Wiped _, Fact.Known _ -> changed.minus(fact.partitions());
            case Fact.Began _,
                Fact.Ended _,
                Fact.BackfillBegan _,
                Fact.BackfillEnded _,
                Fact.CodeChanged _ ->
                changed;
          };
    }
    if (!changed.equals(held)) {
      memory.executed(operand.slot(), changed);
    }
  }

  private PartitionSubset matching(Node.Executed operand, Fact fact, Optional<RunFacts> run) {
    if (run.isEmpty()) {
      return PartitionSubset.none();
    }
    return operand.condition() instanceof ExecutedWithTags(var keys, var values)
        ? run.get().tags().keySet().containsAll(keys)
                && run.get().tags().entrySet().containsAll(values.entrySet())
            ? fact.partitions()
            : PartitionSubset.none()
        : withRoot(operand, fact.partitions(), run.get());
  }

  /// Those of some partitions all of whose dependent partitions of the root the run was to update.
  private PartitionSubset withRoot(Node.Executed operand, PartitionSubset updated, RunFacts run) {
    if (operand.way().isEmpty()) {
      return updated;
    }
    PartitionSubset dependent = updated;
    for (Link link : operand.way().reversed()) {
      dependent =
          scene.relations().near(link, dependent).and(scene.existingAfter(link.from(), step));
    }
    PartitionSubset needing = dependent.minus(run.of(operand.way().getFirst().from()));
    for (Link link : operand.way()) {
      needing = scene.relations().far(link, needing);
    }
    return updated.minus(needing);
  }
}
