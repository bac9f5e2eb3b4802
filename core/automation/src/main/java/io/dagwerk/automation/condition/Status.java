package io.dagwerk.automation.condition;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.RunId;
import io.dagwerk.partitions.PartitionSubset;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// What is known of the partitions of one subject at one place in history. Immutable.
///
/// @param partitions how the subject was partitioned when this was learned, as the numbers belong
///   to that
/// @param updates where each partition was last updated, and by which run
public record Status(
    Optional<Partitions> partitions, Results results, Underway underway, PlacedSubsets updates) {
  /// What came of executions.
  ///
  /// @param present materialized, observed or evaluated
  /// @param failed whose latest execution failed, with none under way
  /// @param passed of a check: passed on the latest materialization
  /// @param unpassed of a check: did not pass on the latest materialization
  public record Results(
      PartitionSubset present,
      PartitionSubset failed,
      PartitionSubset passed,
      PartitionSubset unpassed) {
    static final Results NONE =
        new Results(
            PartitionSubset.none(),
            PartitionSubset.none(),
            PartitionSubset.none(),
            PartitionSubset.none());

    private Results updated(PartitionSubset partitions) {
      return new Results(present.or(partitions), failed.minus(partitions), passed, unpassed);
    }

    private Results judged(PartitionSubset partitions, Fact.Result result) {
      return switch (result) {
        case PASSED ->
            new Results(present, failed, passed.or(partitions), unpassed.minus(partitions));
        case FAILED ->
            new Results(present, failed, passed.minus(partitions), unpassed.or(partitions));
      };
    }

    private Results unjudged(PartitionSubset partitions) {
      return new Results(present, failed, passed.minus(partitions), unpassed.minus(partitions));
    }

    private Results failing(PartitionSubset partitions) {
      return new Results(present, failed.or(partitions), passed, unpassed);
    }

    private Results starting(PartitionSubset partitions) {
      return new Results(present, failed.minus(partitions), passed, unpassed);
    }

    private Results wiped(PartitionSubset partitions) {
      return new Results(
          present.minus(partitions), failed, passed.minus(partitions), unpassed.minus(partitions));
    }
  }

  /// What is about to update it.
  ///
  /// @param runs the partitions that each run has still to update
  /// @param backfills the partitions that each backfill has still to update
  public record Underway(
      SequencedMap<RunId, PartitionSubset> runs, SequencedMap<String, PartitionSubset> backfills) {
    static final Underway NONE = new Underway(new LinkedHashMap<>(), new LinkedHashMap<>());

    public Underway {
      runs = Ordered.copyOf(runs);
      backfills = Ordered.copyOf(backfills);
    }

    private Underway withRun(RunId run, PartitionSubset partitions) {
      return new Underway(with(runs, run, partitions), backfills);
    }

    private Underway withoutRun(RunId run, PartitionSubset partitions) {
      return new Underway(without(runs, run, partitions), backfills);
    }

    private static <K> SequencedMap<K, PartitionSubset> with(
        SequencedMap<K, PartitionSubset> map, K key, PartitionSubset partitions) {
      SequencedMap<K, PartitionSubset> changed = new LinkedHashMap<>(map);
      changed.merge(key, partitions, PartitionSubset::or);
      return changed;
    }

    private static <K> SequencedMap<K, PartitionSubset> without(
        SequencedMap<K, PartitionSubset> map, K key, PartitionSubset partitions) {
      SequencedMap<K, PartitionSubset> changed = new LinkedHashMap<>(map);
      changed.computeIfPresent(key, (_, before) -> before.minus(partitions));
      changed.values().removeIf(PartitionSubset::isEmpty);
      return changed;
    }
  }

  /// Nothing was ever recorded of it.
  public static Status blank(Optional<Partitions> partitions) {
    return new Status(partitions, Results.NONE, Underway.NONE, PlacedSubsets.NONE);
  }

  PartitionSubset inRuns() {
    return union(underway.runs());
  }

  PartitionSubset inBackfills() {
    return union(underway.backfills());
  }

  private static PartitionSubset union(SequencedMap<?, PartitionSubset> map) {
    PartitionSubset all = PartitionSubset.none();
    for (PartitionSubset each : map.values()) {
      all = all.or(each);
    }
    return all;
  }

  /// What is known after a fact about this subject.
  ///
  /// @param place where it takes its place
  Status after(Fact fact, Place place) {
    PartitionSubset some = fact.partitions();
    return switch (fact) {
      case Fact.Updated updated -> updated(some, place, updated.run());
      case Fact.Evaluated evaluated -> {
        Status after = updated(some, place, evaluated.run());
        yield after.with(after.results.judged(some, evaluated.result()));
      }
      case Fact.Began began ->
          with(results.starting(some)).with(underway.withRun(began.run(), some));
      case Fact.Ended ended -> {
        Status after = with(underway.withoutRun(ended.run(), some));
        yield ended.end() == Fact.End.FAILED ? after.with(results.failing(some)) : after;
      }
      case Fact.BackfillBegan began ->
          with(
              new Underway(
                  underway.runs(), Underway.with(underway.backfills(), began.backfill(), some)));
      case Fact.BackfillEnded ended ->
          with(
              new Underway(
                  underway.runs(), Underway.without(underway.backfills(), ended.backfill(), some)));
      case Fact.CodeChanged _ -> this;
      case Fact.Wiped _ ->
          new Status(partitions, results.wiped(some), underway, updates.without(some));
      case Fact.Known _ -> blank(partitions).with(Results.NONE.updated(some));
    };
  }

  /// What is known of a check after a fact about its asset: no result is one on the latest
  /// materialization any more.
  Status afterOfAsset(Fact fact) {
    return fact instanceof Fact.Updated || fact instanceof Fact.Wiped
        ? with(results.unjudged(fact.partitions()))
        : this;
  }

  private Status updated(PartitionSubset some, Place place, Optional<RunFacts> run) {
    return new Status(
        partitions,
        results.updated(some),
        run.map(by -> underway.withoutRun(by.id(), some)).orElse(underway),
        updates.with(some, place, run.map(RunFacts::id)));
  }

  private Status with(Results changed) {
    return new Status(partitions, changed, underway, updates);
  }

  private Status with(Underway changed) {
    return new Status(partitions, results, changed, updates);
  }
}
