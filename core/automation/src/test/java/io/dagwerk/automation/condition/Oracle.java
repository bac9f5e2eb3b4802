package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.OracleHistory.Kind;
import io.dagwerk.automation.condition.OracleHistory.OracleStep;
import io.dagwerk.automation.condition.Subject.OfAsset;
import io.dagwerk.automation.condition.Subject.OfCheck;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Condition.AllOf;
import io.dagwerk.model.Condition.AnyOf;
import io.dagwerk.model.Condition.Checks;
import io.dagwerk.model.Condition.CronTickPassed;
import io.dagwerk.model.Condition.DownstreamConditions;
import io.dagwerk.model.Condition.ExecutedWithTags;
import io.dagwerk.model.Condition.Happened;
import io.dagwerk.model.Condition.Happening;
import io.dagwerk.model.Condition.InLatestWindow;
import io.dagwerk.model.Condition.Is;
import io.dagwerk.model.Condition.Labeled;
import io.dagwerk.model.Condition.NewlyTrue;
import io.dagwerk.model.Condition.Not;
import io.dagwerk.model.Condition.OnAsset;
import io.dagwerk.model.Condition.Quantifier;
import io.dagwerk.model.Condition.RootAssets;
import io.dagwerk.model.Condition.Since;
import io.dagwerk.model.Condition.SinceLastHandled;
import io.dagwerk.model.Condition.State;
import io.dagwerk.model.Condition.Upstream;
import io.dagwerk.model.PartitionMapping;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The semantics of conditions, formula by formula, for one partition and one step at a time.
final class Oracle {
  private final Scenario scenario;
  private final OracleHistory history;
  private final OracleReads reads;
  private final Map<Question, Boolean> known = new HashMap<>();
  private final List<Subject> order;
  private int look;

  Oracle(Scenario scenario) {
    this.scenario = scenario;
    this.history = new OracleHistory(scenario);
    this.reads = new OracleReads(history);
    this.order = List.copyOf(scenario.graph().subjects());
  }

  /// A condition asked of one partition.
  ///
  /// @param way the subjects between the root and this, the root first; without this one
  private record Asked(Condition condition, Subject subject, long number, List<Subject> way) {
    Asked part(Condition part) {
      return new Asked(part, subject, number, way);
    }

    Asked at(Subject other, long partition, Condition part) {
      List<Subject> longer = new ArrayList<>(way);
      longer.add(subject);
      return new Asked(part, other, partition, List.copyOf(longer));
    }
  }

  private enum Value {
    BEFORE,
    AT,
    NEWS
  }

  private record Question(Value value, Asked asked, int step) {}

  /// The requests of each evaluation.
  List<Map<Subject, SortedSet<Long>>> requests() {
    for (look = 0; look < scenario.looks().size(); look++) {
      scenario.conditions().forEach(this::decide);
    }
    return history.requests;
  }

  private void decide(Subject subject, Condition condition) {
    SortedSet<Long> requested = new TreeSet<>();
    int decision = decisionOf(look);
    for (long number : OracleTimes.all(history.partitions(subject))) {
      Asked asked = new Asked(condition, subject, number, List.of());
      if (exists(subject, number, decision, Value.AT)
          && truth(asked)
          && !isStanding(asked, decision)) {
        requested.add(number);
      }
    }
    if (!requested.isEmpty()) {
      history.requests.get(look).put(subject, requested);
    }
  }

  private int decisionOf(int which) {
    for (int i = 0; i < history.steps.size(); i++) {
      if (history.steps.get(i).kind() == Kind.DECISION && history.steps.get(i).look() == which) {
        return i;
      }
    }
    throw new IllegalStateException("no decision " + which);
  }

  /// From its last request on it held at each step, without news.
  private boolean isStanding(Asked asked, int decision) {
    int last = look - 1;
    while (last >= 0 && !history.isRequested(asked.subject(), asked.number(), last)) {
      last--;
    }
    if (last < 0) {
      return false;
    }
    for (int step = decisionOf(last) + 1; step <= decision; step++) {
      if (!before(asked, step) || !at(asked, step) || news(asked, step)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a partition exists before or after a step.
  private boolean exists(Subject subject, long number, int step, Value side) {
    OracleStep at = history.steps.get(step);
    Instant moment = side == Value.BEFORE ? at.previous() : at.place().at();
    return OracleTimes.exists(history.partitions(subject), number, moment)
        && (side != Value.BEFORE || step > firstStep());
  }

  private boolean exists(Asked asked, int step, Value side) {
    return exists(asked.subject(), asked.number(), step, side);
  }

  private int firstStep() {
    for (int i = 0; i < history.steps.size(); i++) {
      if (history.steps.get(i).kind() == Kind.FIRST) {
        return i;
      }
    }
    throw new IllegalStateException("no first evaluation");
  }

  private boolean before(Asked asked, int step) {
    return exists(asked.subject(), asked.number(), step, Value.BEFORE)
        && answer(new Question(Value.BEFORE, asked, step));
  }

  private boolean at(Asked asked, int step) {
    return exists(asked.subject(), asked.number(), step, Value.AT)
        && answer(new Question(Value.AT, asked, step));
  }

  private boolean news(Asked asked, int step) {
    return exists(asked.subject(), asked.number(), step, Value.AT)
        && answer(new Question(Value.NEWS, asked, step));
  }

  private boolean answer(Question question) {
    Boolean before = known.get(question);
    if (before != null) {
      return before;
    }
    boolean found =
        switch (question.value()) {
          case BEFORE -> findBefore(question.asked(), question.step());
          case AT -> findAt(question.asked(), question.step());
          case NEWS -> findNews(question.asked(), question.step());
        };
    known.put(question, found);
    return found;
  }

  /// The step before, decisions left out: they leave no trace.
  private int stepBefore(int step) {
    int before = step - 1;
    while (before > 0 && history.steps.get(before).kind() == Kind.DECISION) {
      before--;
    }
    return before;
  }

  private boolean findBefore(Asked asked, int step) {
    return switch (asked.condition()) {
      case Is(State state) when state == State.WILL_BE_REQUESTED -> false;
      case Happened _, CronTickPassed _, NewlyTrue _ -> false;
      case InLatestWindow(Optional<Duration> lookback) ->
          OracleTimes.isLatest(
              history.partitions(asked.subject()),
              lookback,
              asked.number(),
              history.steps.get(step).previous());
      case Is _, ExecutedWithTags _ -> holdsAfter(asked, stepBefore(step));
      case Since _, SinceLastHandled _ -> latched(asked, stepBefore(step));
      case Not(Condition part) -> !before(asked.part(part), step);
      case AllOf(List<Condition> parts) ->
          parts.stream().allMatch(part -> before(asked.part(part), step));
      case AnyOf(List<Condition> parts) ->
          parts.stream().anyMatch(part -> before(asked.part(part), step));
      case Labeled(String _, Condition part) -> before(asked.part(part), step);
      case Upstream _, Checks _, RootAssets _, OnAsset _ ->
          across(
              asked,
              lookOf(step),
              each -> exists(each, step, Value.BEFORE),
              each -> before(each, step));
      case DownstreamConditions _ -> throw new IllegalArgumentException();
    };
  }

  private boolean findAt(Asked asked, int step) {
    OracleStep here = history.steps.get(step);
    return switch (asked.condition()) {
      case Is(State state) when state == State.WILL_BE_REQUESTED ->
          here.kind() == Kind.DECISION && willBeRequested(asked, here.look());
      case Happened(Happening happening) -> happens(happening, asked, here);
      case CronTickPassed cron ->
          here.kind() == Kind.TIME
              && here.place().at().atOffset(ZoneOffset.UTC).getHour() % hours(cron) == 0;
      case NewlyTrue(Condition part) ->
          at(asked.part(part), step) && !before(asked.part(part), step);
      case InLatestWindow(Optional<Duration> lookback) ->
          OracleTimes.isLatest(
              history.partitions(asked.subject()), lookback, asked.number(), here.place().at());
      case Is _, ExecutedWithTags _ -> holdsAfter(asked, step);
      case Since _, SinceLastHandled _ -> latched(asked, step);
      case Not(Condition part) -> !at(asked.part(part), step);
      case AllOf(List<Condition> parts) ->
          parts.stream().allMatch(part -> at(asked.part(part), step));
      case AnyOf(List<Condition> parts) ->
          parts.stream().anyMatch(part -> at(asked.part(part), step));
      case Labeled(String _, Condition part) -> at(asked.part(part), step);
      case Upstream _, Checks _, RootAssets _, OnAsset _ ->
          across(asked, lookOf(step), each -> exists(each, step, Value.AT), each -> at(each, step));
      case DownstreamConditions _ -> throw new IllegalArgumentException();
    };
  }

  /// The expressions of scenarios tick every so many hours of the day.
  private static int hours(CronTickPassed cron) {
    return cron.cron().contains("*/6") ? 6 : 24;
  }

  private boolean findNews(Asked asked, int step) {
    return switch (asked.condition()) {
      case Is _,
          ExecutedWithTags _,
          InLatestWindow _,
          Happened _,
          CronTickPassed _,
          NewlyTrue _,
          Not _ ->
          at(asked, step) && !before(asked, step);
      case AllOf(List<Condition> parts) ->
          at(asked, step) && parts.stream().anyMatch(part -> news(asked.part(part), step));
      case AnyOf(List<Condition> parts) ->
          parts.stream().anyMatch(part -> news(asked.part(part), step));
      case Labeled(String _, Condition part) -> news(asked.part(part), step);
      case Since(Condition trigger, Condition _) ->
          at(asked, step) && anyNews(asked.part(trigger), step);
      case SinceLastHandled(Condition trigger) ->
          at(asked, step) && anyNews(asked.part(trigger), step);
      case Upstream _, Checks _, RootAssets _, OnAsset _ ->
          at(asked, step)
              && others(asked, lookOf(step)).stream()
                  .flatMap(List::stream)
                  .anyMatch(each -> news(each, step));
      case DownstreamConditions _ -> throw new IllegalArgumentException();
    };
  }

  /// News of a trigger: over all upstream, of any of them.
  private boolean anyNews(Asked trigger, int step) {
    return alternatives(trigger, lookOf(step)).stream()
        .anyMatch(each -> each.stream().anyMatch(one -> news(one, step)));
  }

  /// Conditions over other subjects: of each subject the partitions that count.
  private boolean across(Asked asked, int look, Predicate<Asked> exists, Predicate<Asked> holds) {
    List<List<Asked>> others = others(asked, look);
    return OracleReads.quantifier(asked.condition()) == Quantifier.ANY
        ? others.stream().anyMatch(each -> each.stream().anyMatch(holds))
        : others.stream()
            .allMatch(each -> each.stream().noneMatch(exists) || each.stream().anyMatch(holds));
  }

  /// Of each other subject the partitions that belong to this one and exist by now.
  private List<List<Asked>> others(Asked asked, int look) {
    List<List<Asked>> others = new ArrayList<>();
    for (Subject other : reads.subjects(asked.condition(), asked.subject())) {
      List<Asked> each = new ArrayList<>();
      for (long number : OracleTimes.all(history.partitions(other))) {
        if (reads.belongs(asked.subject(), asked.number(), other, number)
            && OracleTimes.exists(history.partitions(other), number, history.now(look))) {
          each.add(asked.at(other, number, asked.condition().parts().getFirst()));
        }
      }
      others.add(each);
    }
    return others;
  }

  private boolean holdsAfter(Asked asked, int step) {
    return switch (asked.condition()) {
      case Is(State state) when state == State.EXECUTED_WITH_ROOT_TARGET ->
          history
              .lastUpdate(step, asked.subject(), asked.number())
              .filter(fact -> reads.isWithRoot(fact, asked.subject(), asked.number(), asked.way()))
              .isPresent();
      case Is(State state) -> history.isAfter(step, state, asked.subject(), asked.number());
      case ExecutedWithTags tags ->
          history
              .lastUpdate(step, asked.subject(), asked.number())
              .flatMap(OracleReads::run)
              .filter(run ->
                  run.tags().keySet().containsAll(tags.keys())
                      && run.tags().entrySet().containsAll(tags.values().entrySet()))
              .isPresent();
      default -> throw new IllegalArgumentException();
    };
  }

  private boolean happens(Happening happening, Asked asked, OracleStep here) {
    Stream<Fact> facts =
        here.facts().stream()
            .filter(fact -> history.isAbout(fact, asked.subject(), asked.number()));
    return switch (happening) {
      case NEWLY_UPDATED ->
          facts.anyMatch(fact -> fact instanceof Fact.Updated || fact instanceof Fact.Evaluated);
      case NEWLY_REQUESTED ->
          here.kind() == Kind.REQUESTS
              && history.isRequested(asked.subject(), asked.number(), here.look() - 1);
      case CODE_VERSION_CHANGED -> facts.anyMatch(Fact.CodeChanged.class::isInstance);
      case DATA_VERSION_CHANGED ->
          facts.anyMatch(
              fact -> fact instanceof Fact.Updated updated && updated.data() == Fact.Data.CHANGED);
      case INITIAL_EVALUATION -> here.kind() == Kind.FIRST;
    };
  }

  private boolean willBeRequested(Asked asked, int look) {
    List<Subject> all = new ArrayList<>(asked.way());
    all.add(asked.subject());
    for (int i = 1; i < all.size(); i++) {
      Subject near = all.get(i - 1);
      Subject far = all.get(i);
      boolean isAlike =
          history.asset(near).location().equals(history.asset(far).location())
              && history.partitions(near).equals(history.partitions(far));
      boolean isSamePartition =
          near instanceof OfCheck
              || far instanceof OfCheck
              || Stream.concat(reads.reads(near, far).stream(), reads.reads(far, near).stream())
                  .allMatch(read ->
                      read.mapping().isEmpty()
                          || read.mapping().get() instanceof PartitionMapping.Same);
      if (!isAlike || !isSamePartition) {
        return false;
      }
    }
    boolean isOwn = isDecided(asked.subject(), asked, look);
    boolean isOfAsset =
        asked.subject() instanceof OfCheck check
            && isDecided(new OfAsset(check.asset()), asked, look);
    return !asked.way().isEmpty() && (isOwn || isOfAsset);
  }

  /// Requested in an evaluation, and decided before the root.
  private boolean isDecided(Subject subject, Asked asked, int look) {
    Subject root = asked.way().isEmpty() ? asked.subject() : asked.way().getFirst();
    return history.isRequested(subject, asked.number(), look)
        && order.indexOf(subject) < order.indexOf(root);
  }

  // Latches.

  private boolean latched(Asked latch, int step) {
    List<List<Asked>> alternatives = alternatives(triggerOf(latch), lookOf(step));
    boolean any = false;
    boolean all = true;
    for (int i = 0; i < alternatives.size(); i++) {
      boolean isUnanswered = isUnanswered(latch, i, step);
      any |= isUnanswered;
      all &=
          isUnanswered
              || alternatives.get(i).stream().noneMatch(each -> exists(each, step, Value.AT));
    }
    return any && all;
  }

  private static Asked triggerOf(Asked latch) {
    return latch.part(latch.condition().parts().getFirst());
  }

  /// What must each have come about: one, or over all upstream one for each upstream asset.
  private List<List<Asked>> alternatives(Asked trigger, int look) {
    Condition bare = trigger.condition();
    while (bare instanceof Labeled labeled) {
      bare = labeled.condition();
    }
    boolean isOverAll =
        (bare instanceof Upstream || bare instanceof Checks)
            && OracleReads.quantifier(bare) == Quantifier.ALL;
    return isOverAll ? others(trigger.part(bare), look) : List.of(List.of(trigger));
  }

  /// The latest news of one of the alternatives is there, and no reset came after.
  private boolean isUnanswered(Asked latch, int alternative, int step) {
    for (int latest = step; latest >= firstStep(); latest--) {
      if (counts(latest, step) && isNewsHere(latch, alternative, latest)) {
        for (int reset = latest + 1; reset <= step; reset++) {
          if (counts(reset, step) && answers(latch, latest, reset)) {
            return false;
          }
        }
        return true;
      }
    }
    return false;
  }

  /// A decision counts only where it is itself what is looked at.
  private boolean counts(int candidate, int step) {
    return candidate == step || history.steps.get(candidate).kind() != Kind.DECISION;
  }

  private int lookOf(int step) {
    return history.steps.get(step).look();
  }

  /// News reach a partition only while it exists.
  private boolean isNewsHere(Asked latch, int alternative, int step) {
    return exists(latch.subject(), latch.number(), step, Value.AT)
        && alternatives(triggerOf(latch), lookOf(step)).get(alternative).stream()
            .anyMatch(trigger -> news(trigger, step));
  }

  private boolean answers(Asked latch, int trigger, int step) {
    if (latch.condition() instanceof Since since) {
      return news(latch.part(since.reset()), step);
    }
    OracleStep here = history.steps.get(step);
    Place triggered = history.steps.get(trigger).place();
    boolean isRequested =
        here.kind() == Kind.REQUESTS
            && history.isRequested(latch.subject(), latch.number(), here.look() - 1);
    return isRequested
        || here.facts().stream()
            .filter(fact -> history.isAbout(fact, latch.subject(), latch.number()))
            .flatMap(Oracle::readingFrom)
            .anyMatch(reading -> isSeen(triggered, reading));
  }

  private static Stream<Place> readingFrom(Fact fact) {
    return switch (fact) {
      case Fact.Updated updated -> Stream.of(updated.readingFrom());
      case Fact.Evaluated evaluated -> Stream.of(evaluated.readingFrom());
      case Fact.Ended ended when ended.end() == Fact.End.LEFT_OUT -> Stream.of(ended.readingFrom());
      default -> Stream.empty();
    };
  }

  private static boolean isSeen(Place triggered, Place reading) {
    return triggered.position() == 0
        ? !triggered.at().isAfter(reading.at())
        : triggered.position() <= reading.position();
  }

  // Decisions.

  private boolean truth(Asked asked) {
    int decision = decisionOf(look);
    return switch (asked.condition()) {
      case Happened _, CronTickPassed _, NewlyTrue _ -> {
        boolean any = false;
        for (int step = 0; step <= decision; step++) {
          any |= history.steps.get(step).look() == look && step >= firstStep() && at(asked, step);
        }
        yield any;
      }
      case Is _, ExecutedWithTags _, InLatestWindow _, Since _, SinceLastHandled _ ->
          at(asked, decision);
      case Not(Condition part) -> !truth(asked.part(part));
      case AllOf(List<Condition> parts) -> parts.stream().allMatch(part -> truth(asked.part(part)));
      case AnyOf(List<Condition> parts) -> parts.stream().anyMatch(part -> truth(asked.part(part)));
      case Labeled(String _, Condition part) -> truth(asked.part(part));
      case Upstream _, Checks _, RootAssets _, OnAsset _ ->
          across(asked, look, _ -> true, this::truth);
      case DownstreamConditions _ -> throw new IllegalArgumentException();
    };
  }
}
