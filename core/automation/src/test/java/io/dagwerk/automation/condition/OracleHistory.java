package io.dagwerk.automation.condition;

import io.dagwerk.model.Condition.State;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The steps of a scenario, one after the other, and what every partition is after each, found by
/// going through all facts from the start.
final class OracleHistory {
  private static final Duration SMALLEST = Duration.ofHours(6);

  private final Scenario scenario;
  private final Map<Subject, ConditionAsset> assets = new HashMap<>();
  final List<OracleStep> steps = new ArrayList<>();

  /// For each evaluation the requests, as far as they are decided.
  final List<Map<Subject, SortedSet<Long>>> requests = new ArrayList<>();

  enum Kind {
    REQUESTS,
    FACTS,
    TIME,
    FIRST,
    DECISION
  }

  /// @param look the number of the evaluation that takes it in
  /// @param previous the moment of the step before
  record OracleStep(Kind kind, int look, Place place, Instant previous, List<Fact> facts) {}

  OracleHistory(Scenario scenario) {
    this.scenario = scenario;
    for (ConditionAsset asset : scenario.assets()) {
      assets.put(new Subject.OfAsset(asset.key()), asset);
      asset
          .checks()
          .forEach(check -> assets.put(new Subject.OfCheck(asset.key(), check.name()), asset));
    }
    Instant at = Scenario.START;
    long position = 0;
    for (int look = 0; look < scenario.looks().size(); look++) {
      at = addSteps(look, at, position);
      position = scenario.looks().get(look).position();
      requests.add(new HashMap<>());
    }
  }

  private Instant addSteps(int look, Instant from, long position) {
    Scenario.Look now = scenario.looks().get(look);
    TreeMap<Long, List<Fact>> recorded = new TreeMap<>();
    for (Fact fact : scenario.facts()) {
      if (fact.place().position() > position && fact.place().position() <= now.position()) {
        recorded.computeIfAbsent(fact.place().position(), _ -> new ArrayList<>()).add(fact);
      }
    }
    if (look > 0) {
      add(Kind.REQUESTS, look, new Place(position, from), List.of());
    }
    Instant at = from;
    for (Map.Entry<Long, List<Fact>> entry : recorded.entrySet()) {
      Instant told = entry.getValue().getFirst().place().at();
      Instant then = told.isAfter(now.now()) ? now.now() : told;
      then = then.isBefore(at) ? at : then;
      addTime(look, at, then);
      add(Kind.FACTS, look, new Place(entry.getKey(), then), entry.getValue());
      at = then;
    }
    addTime(look, at, now.now());
    if (look == 0) {
      add(Kind.FIRST, look, new Place(now.position(), now.now()), List.of());
    }
    add(Kind.DECISION, look, new Place(now.position(), now.now()), List.of());
    return now.now();
  }

  private void addTime(int look, Instant from, Instant to) {
    long seconds = SMALLEST.toSeconds();
    long at = Math.floorDiv(from.getEpochSecond(), seconds) * seconds + seconds;
    for (; at <= to.getEpochSecond(); at += seconds) {
      add(Kind.TIME, look, new Place(0, Instant.ofEpochSecond(at)), List.of());
    }
  }

  private void add(Kind kind, int look, Place place, List<Fact> facts) {
    Instant previous = steps.isEmpty() ? Scenario.START : steps.getLast().place().at();
    steps.add(new OracleStep(kind, look, place, previous, facts));
  }

  ConditionAsset asset(Subject subject) {
    return Objects.requireNonNull(assets.get(subject));
  }

  Optional<Partitions> partitions(Subject subject) {
    return asset(subject).partitions();
  }

  Instant now(int look) {
    return scenario.looks().get(look).now();
  }

  boolean isRequested(Subject subject, long number, int look) {
    return look >= 0 && requests.get(look).getOrDefault(subject, new TreeSet<>()).contains(number);
  }

  boolean isAbout(Fact fact, Subject subject, long number) {
    return fact.subject().equals(subject) && fact.partitions().contains(number);
  }

  boolean isAfter(int step, State state, Subject subject, long number) {
    boolean present = false;
    boolean failed = false;
    boolean passed = false;
    boolean unpassed = false;
    Set<RunId> runs = new LinkedHashSet<>();
    Set<String> backfills = new LinkedHashSet<>();
    for (int i = 0; i <= step; i++) {
      for (Fact fact : steps.get(i).facts()) {
        boolean isOfAsset =
            subject instanceof Subject.OfCheck check
                && isAbout(fact, new Subject.OfAsset(check.asset()), number);
        if (isOfAsset && (fact instanceof Fact.Updated || fact instanceof Fact.Wiped)) {
          passed = false;
          unpassed = false;
        }
        if (!isAbout(fact, subject, number)) {
          continue;
        }
        switch (fact) {
          case Fact.Updated updated -> {
            present = true;
            failed = false;
            updated.run().ifPresent(run -> runs.remove(run.id()));
          }
          case Fact.Evaluated evaluated -> {
            present = true;
            failed = false;
            passed = evaluated.result() == Fact.Result.PASSED;
            unpassed = !passed;
            evaluated.run().ifPresent(run -> runs.remove(run.id()));
          }
          case Fact.Began began -> {
            failed = false;
            runs.add(began.run());
          }
          case Fact.Ended ended -> {
            runs.remove(ended.run());
            failed |= ended.end() == Fact.End.FAILED;
          }
          case Fact.BackfillBegan began -> backfills.add(began.backfill());
          case Fact.BackfillEnded ended -> backfills.remove(ended.backfill());
          case Fact.CodeChanged _ -> {}
          case Fact.Wiped _ -> {
            present = false;
            passed = false;
            unpassed = false;
          }
          case Fact.Known _ -> throw new IllegalArgumentException("not told in scenarios");
        }
      }
    }
    return switch (state) {
      case MISSING -> !present;
      case RUN_IN_PROGRESS -> !runs.isEmpty();
      case BACKFILL_IN_PROGRESS -> !backfills.isEmpty();
      case EXECUTION_FAILED -> failed;
      case CHECK_PASSED -> passed;
      case CHECK_FAILED -> unpassed;
      case EXECUTED_WITH_ROOT_TARGET, WILL_BE_REQUESTED ->
          throw new IllegalArgumentException("not of one subject alone");
    };
  }

  /// The newest fact, up to a step, that says by which run a partition was updated; from the first
  /// evaluation on.
  Optional<Fact> lastUpdate(int step, Subject subject, long number) {
    Optional<Fact> last = Optional.empty();
    for (int i = 0; i <= step; i++) {
      for (Fact fact : steps.get(i).facts()) {
        if (steps.get(i).look() > 0 && isAbout(fact, subject, number)) {
          switch (fact) {
            case Fact.Updated _, Fact.Evaluated _ -> last = Optional.of(fact);
            case Fact.Wiped _ -> last = Optional.empty();
            default -> {}
          }
        }
      }
    }
    return last;
  }

  /// The place that a fact took.
  Place placeOf(Fact fact) {
    return steps.stream()
        .filter(step -> step.facts().contains(fact))
        .map(OracleStep::place)
        .findFirst()
        .orElseThrow();
  }
}
