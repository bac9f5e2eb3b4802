package io.dagwerk.benchmarks;

import io.dagwerk.automation.condition.ConditionAsset;
import io.dagwerk.automation.condition.ConditionAsset.Read;
import io.dagwerk.automation.condition.ConditionEvaluator;
import io.dagwerk.automation.condition.ConditionGraph;
import io.dagwerk.automation.condition.ConditionState;
import io.dagwerk.automation.condition.Evaluation;
import io.dagwerk.automation.condition.Fact;
import io.dagwerk.automation.condition.Facts;
import io.dagwerk.automation.condition.Place;
import io.dagwerk.automation.condition.Subject;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.selection.SelectionGraph.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One evaluation of 10,000 eager assets by day, in 100 groups, each reading three before it.
@State(Scope.Benchmark)
public class Conditions {
  private static final int COUNT = 10_000;
  private static final int GROUP = 100;
  private static final int READS = 3;
  private static final Instant START = Instant.parse("2001-01-10T00:05:00Z");

  /// What the evaluation sees: ten assets that are at the end of their groups, or at the start, so
  /// that 990 are requested; nothing at all; the next day.
  public enum Seen {
    TEN_LAST,
    TEN_FIRST,
    NOTHING,
    MIDNIGHT
  }

  @Param({"TEN_LAST", "TEN_FIRST", "NOTHING", "MIDNIGHT"})
  public Seen seen = Seen.NOTHING;

  private final List<ConditionAsset> assets = new ArrayList<>();
  private ConditionEvaluator evaluator = new ConditionEvaluator(ConditionGraph.of(List.of()));
  private ConditionState state = ConditionState.startingAt(START);
  private Facts facts = Facts.of(START, 0, List.of());

  /// Everything was there at the first evaluation, and a second one saw nothing new.
  @Setup
  public void evaluateOnce() {
    for (int i = 0; i < COUNT; i++) {
      assets.add(asset(i));
    }
    evaluator = new ConditionEvaluator(ConditionGraph.of(assets, List.of()));
    List<Fact> before = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      before.add(updated(i, i + 1, PartitionSubset.ofRange(DAY - 365, DAY)));
    }
    state = evaluator.evaluate(state, Facts.of(START, COUNT, before)).next();
    state = evaluator.evaluate(state, Facts.of(START, COUNT, List.of())).next();
    facts = facts();
  }

  /// The newest day that has ended.
  private static final long DAY = Duration.between(Instant.EPOCH, START).toDays() - 1;

  private static ConditionAsset asset(int place) {
    List<Read> reads = new ArrayList<>();
    for (int back = 1; back <= Math.min(READS, place % GROUP); back++) {
      reads.add(new Read(AssetKey.of("asset_" + (place - back)), Optional.empty()));
    }
    return new ConditionAsset(
        AssetKey.of("asset_" + place),
        "benchmarks",
        Optional.of(Partitions.daily("2000-01-01")),
        reads,
        List.of(),
        reads.isEmpty() ? Optional.empty() : Optional.of(Condition.eager()),
        Labels.NONE);
  }

  private static Fact updated(int asset, long position, PartitionSubset days) {
    Place place = Place.of(position, START);
    return new Fact.Updated(
        place, Subject.asset("asset_" + asset), days, Optional.empty(), place, Fact.Data.CHANGED);
  }

  private Facts facts() {
    Instant now = seen == Seen.MIDNIGHT ? START.plus(Duration.ofDays(1)) : START;
    List<Fact> changed = new ArrayList<>();
    if (seen == Seen.TEN_LAST || seen == Seen.TEN_FIRST) {
      int place = seen == Seen.TEN_FIRST ? 0 : GROUP - 2;
      for (int i = 0; i < 10; i++) {
        changed.add(updated(i * 10 * GROUP + place, COUNT + i + 1L, PartitionSubset.of(DAY)));
      }
    }
    return Facts.of(now, COUNT + changed.size(), changed);
  }

  @Benchmark
  public Evaluation evaluate() {
    return evaluator.evaluate(state, facts);
  }

  /// What a change of code costs before the first evaluation.
  @Benchmark
  public ConditionGraph prepare() {
    return ConditionGraph.of(assets, List.of());
  }
}
