package io.dagwerk.automation.condition;

import static io.dagwerk.automation.condition.TestAsset.asset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.automation.condition.Fact.Data;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Partitions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// `since` and `sinceLastHandled`: order, ties, clocks, first evaluations, edited conditions.
class LatchTest {
  private static final Condition NEW_A = Condition.on(AssetKey.of("a"), Condition.newlyUpdated());
  private static final Condition NEW_B = Condition.on(AssetKey.of("b"), Condition.newlyUpdated());
  private static final Condition UPSTREAM =
      Condition.anyUpstream(Condition.newlyUpdated()).sinceLastHandled();

  private static Bench watching(Condition condition) {
    Bench bench = new Bench(asset("a"), asset("b"), asset("c").when(condition));
    assertThat(bench.requests()).isEmpty();
    return bench;
  }

  @Test
  void theOrderDecidesAndNotTheEvaluation() {
    Condition since = NEW_A.since(NEW_B);
    assertThat(watching(since).updated("a", "b").requests()).isEmpty();
    assertThat(watching(since).updated("b", "a").requests()).containsExactly("c");
    assertThat(watching(since).updated("a", "b", "a").requests()).containsExactly("c");
  }

  @Test
  void ofTwoAtOnePlaceTheTriggerWins() {
    Bench bench = watching(NEW_A.since(NEW_A));
    assertThat(bench.updated("a").requests()).containsExactly("c");
  }

  @Test
  void aStateTriggersWhenItBecomesTrueAndNoMoreWhileItIs() {
    Condition failed = Condition.on(AssetKey.of("a"), Condition.missing().not());
    Bench bench = watching(failed.sinceLastHandled());
    assertThat(bench.updated("a").requests()).containsExactly("c");
    assertThat(bench.updated("a").requests()).isEmpty();
    bench.record(new Fact.Wiped(bench.next(), bench.subject("a"), bench.partitions("a")));
    assertThat(bench.updated("a").requests()).containsExactly("c");
  }

  @Test
  void newsOfALatchThatIsTrueAlreadyAreNews() {
    Bench bench = watching(NEW_A.since(NEW_B).sinceLastHandled());
    assertThat(bench.updated("a").requests()).containsExactly("c");
    assertThat(bench.updated("a").requests()).containsExactly("c");
  }

  @Test
  void aTickBeforeAnUpdateOfTheSameInstantIsTheOlder() {
    Condition tick = Condition.cronTickPassed("0 * * * *", "UTC");
    Bench bench = watching(NEW_A.since(tick));
    bench.at("2001-01-10T01:00:00Z").updated("a");
    assertThat(bench.requests()).containsExactly("c");
    bench.at("2001-01-10T01:30:00Z").updated("a");
    assertThat(bench.at("2001-01-10T02:00:00Z").requests()).isEmpty();
  }

  @Test
  void ticksThatNobodyLookedAtCountOneByOne() {
    Condition tick = Condition.cronTickPassed("0 * * * *", "UTC");
    Condition first = tick.sinceLastHandled().newlyTrue().since(tick.sinceLastHandled());
    assertThat(watching(first).at("2001-01-10T01:30:00Z").requests())
        .as("both at the same tick, and the trigger wins")
        .containsExactly("c");
    assertThat(watching(first).at("2001-01-10T03:30:00Z").requests())
        .as("triggered at one, reset at two and three")
        .isEmpty();
    assertThat(watching(first).at("2001-06-10T03:30:00Z").requests())
        .as("after months of ticks")
        .isEmpty();
  }

  @Test
  void aClockThatJumpsBackChangesNoOrder() {
    Bench bench = watching(NEW_A.since(NEW_B));
    bench.at("2001-01-10T09:00:00Z").updated("b");
    bench.at("2001-01-10T05:00:00Z").updated("a");
    assertThat(bench.at("2001-01-10T09:30:00Z").requests()).containsExactly("c");
  }

  @Test
  void aFactFromTheFutureCountsAsOfNow() {
    Condition tick = Condition.cronTickPassed("0 * * * *", "UTC");
    Bench bench = watching(tick.since(NEW_A));
    bench.at("2001-01-10T05:00:00Z").updated("a");
    assertThat(bench.at("2001-01-10T00:30:00Z").requests()).isEmpty();
    assertThat(bench.at("2001-01-10T01:00:00Z").requests()).containsExactly("c");
  }

  @Test
  void aTickIsHandledByARunThatBeganToReadAfterIt() {
    Condition tick = Condition.cronTickPassed("0 * * * *", "UTC");
    Bench bench = watching(tick.sinceLastHandled().and(Condition.inProgress().not()));
    RunFacts early = bench.run("c");
    Place reading = bench.at("2001-01-10T00:59:00Z").began(early).here();
    assertThat(bench.at("2001-01-10T01:00:00Z").requests()).isEmpty();
    bench.updated("c", early, reading);
    assertThat(bench.requests()).containsExactly("c");

    RunFacts late = bench.run("c");
    bench.at("2001-01-10T01:59:00Z").began(late);
    assertThat(bench.at("2001-01-10T02:00:00Z").requests()).isEmpty();
    bench.updated("c", late, bench.next());
    assertThat(bench.requests()).isEmpty();
  }

  @Test
  void overAllUpstreamEachCountsByItself() {
    Condition all = Condition.allUpstream(Condition.newlyUpdated()).sinceLastHandled();
    Bench bench =
        new Bench(asset("a"), asset("b"), asset("c").reading("a", "b").when(all.labeled("all")));
    assertThat(bench.requests()).isEmpty();
    assertThat(bench.updated("a").requests()).isEmpty();
    assertThat(bench.updated("a").requests()).isEmpty();
    assertThat(bench.updated("b").requests()).containsExactly("c");
    assertThat(bench.updated("b").requests()).isEmpty();
    assertThat(bench.updated("a").requests()).containsExactly("c");
  }

  @Test
  void anUpstreamAssetWithoutPartitionsForAPartitionIsNotWaitedFor() {
    Condition all = Condition.allUpstream(Condition.newlyUpdated()).sinceLastHandled();
    Partitions days = Partitions.daily("2001-01-01");
    Bench bench =
        new Bench(
            asset("a").by(days),
            asset("late").by(Partitions.daily("2001-01-09")),
            asset("c").by(days).reading("a", "late").when(all));
    assertThat(bench.requests()).isEmpty();
    assertThat(bench.updated("a@2001-01-05", "a@2001-01-09").requests())
        .containsExactly("c@2001-01-05");
    assertThat(bench.updated("late@2001-01-09").requests()).containsExactly("c@2001-01-09");
  }

  @Test
  void theFirstEvaluationAsksForWhatIsMissingInTheLatestWindowAndForNothingElse() {
    Partitions days = Partitions.daily("2001-01-01");
    Bench bench =
        new Bench(
            asset("a").by(days),
            asset("stale").by(days).reading("a").when(Condition.eager()),
            asset("fresh").by(days).reading("a").when(Condition.eager()),
            asset("onMissing").by(days).reading("a").when(Condition.onMissing()),
            asset("onCron").by(days).reading("a").when(Condition.onCron("0 0 * * *", "UTC")));
    bench.updated("stale@2001-01-09").updated("a@2001-01-08", "a@2001-01-09");
    assertThat(bench.requests()).containsExactly("fresh@2001-01-09", "onMissing@2001-01-09");
    assertThat(bench.after(Duration.ofMinutes(1)).requests()).isEmpty();
    assertThat(bench.updated("a@2001-01-09").requests())
        .containsExactly("stale@2001-01-09", "fresh@2001-01-09");
  }

  @Test
  void aPastThatIsToldIsNoNews() {
    Bench bench = new Bench(asset("a"), asset("b").reading("a").when(Condition.eager()));
    assertThat(bench.updated("a").requests()).containsExactly("b");
    bench.updated("b");
    assertThat(bench.requests()).isEmpty();

    TestAsset[] more = {
      asset("a"), asset("feed"), asset("b").reading("a", "feed").when(Condition.eager())
    };
    bench.reload(more);
    assertThat(bench.state().untold(bench.graph())).containsExactly(bench.subject("feed"));
    bench.record(
        new Fact.Known(Place.of(1, Bench.START), bench.subject("feed"), bench.partitions("feed")));
    Evaluation evaluation = bench.evaluate();
    assertThat(evaluation.requests()).isEmpty();
    assertThat(bench.state().untold(bench.graph())).isEmpty();
    assertThat(bench.updated("feed").requests()).containsExactly("b");
  }

  @Test
  void whatWaitsInAnUnchangedPartOfAnEditedConditionKeepsWaiting() {
    Condition ready = UPSTREAM.and(Condition.inProgress().not());
    Bench bench = new Bench(asset("a"), asset("b").reading("a").when(ready));
    bench.updated("a", "b");
    assertThat(bench.requests()).isEmpty();
    RunFacts run = bench.run("b");
    Place reading = bench.began(run).here();
    bench.updated("a");
    assertThat(bench.requests()).isEmpty();

    Condition edited = Condition.inProgress().not().and(UPSTREAM).and(Condition.inLatestWindow());
    bench.reload(asset("a"), asset("b").reading("a").when(edited));
    assertThat(bench.requests()).isEmpty();
    assertThat(bench.updated("b", run, reading).requests()).containsExactly("b");
  }

  @Test
  void whatHappensJustBeforeAnEditIsKeptToo() {
    Bench bench = new Bench(asset("a"), asset("b").reading("a").when(UPSTREAM));
    bench.updated("a", "b");
    assertThat(bench.requests()).isEmpty();
    bench.updated("a");
    bench.reload(
        asset("a"), asset("b").reading("a").when(UPSTREAM.and(Condition.inLatestWindow())));
    assertThat(bench.requests()).containsExactly("b");
  }

  @Test
  void whatIsPartitionedAnewStartsAnew() {
    Bench bench = new Bench(asset("a"), asset("b").reading("a").when(UPSTREAM));
    bench.updated("a", "b");
    assertThat(bench.requests()).isEmpty();
    bench.updated("a");
    bench.reload(asset("a"), asset("b").by(Partitions.fixed("x", "y")).reading("a").when(UPSTREAM));
    assertThat(bench.requests()).isEmpty();
    assertThat(bench.updated("a").requests()).containsExactly("b@x", "b@y");
  }

  @Test
  void keysThatComeAreMissingAndKeysThatGoAreForgotten() {
    Partitions customers = Partitions.dynamic("customers");
    Bench bench =
        new Bench(asset("a").by(customers).when(Condition.eager())).keys("customers", "ann");
    assertThat(bench.requests()).containsExactly("a@ann");
    bench.updated("a@ann");
    assertThat(bench.requests()).isEmpty();
    bench.keys("customers", "ann", "bob");
    assertThat(bench.requests()).containsExactly("a@bob");
    assertThat(bench.keys("customers", "ann").requests()).isEmpty();
    assertThat(bench.keys("customers", "ann", "cid").requests()).containsExactly("a@cid");
  }

  @Test
  void manyPlacesAreBoundedAndNoneIsLost() {
    Partitions keys =
        Partitions.fixed(IntStream.range(0, 100).mapToObj(i -> "k" + i).toArray(String[]::new));
    Condition waiting = UPSTREAM.and(Condition.anyUpstream(Condition.inProgress()).not());
    Bench bench =
        new Bench(
            asset("a").by(keys),
            asset("gate"),
            asset("b").by(keys).reading("a", "gate").when(waiting));
    assertThat(bench.requests()).isEmpty();
    RunFacts gate = bench.run("gate");
    bench.began(gate);
    for (int i = 0; i < 100; i++) {
      bench.updated("a@k" + i);
    }
    assertThat(bench.requests()).isEmpty();
    ConditionMemory memory =
        Optional.ofNullable(bench.state().memories().get(bench.subject("b"))).orElseThrow();
    assertThat(memory.held().latches().values())
        .singleElement()
        .satisfies(latch -> assertThat(latch.layers()).hasSize(PlacedSubsets.MOST));
    bench.ended("gate", gate, bench.here(), Fact.End.CANCELED);
    assertThat(bench.requests()).hasSize(100);
  }

  @Test
  void anEvaluationDoesNotGoBack() {
    Bench bench = watching(NEW_A.since(NEW_B));
    bench.updated("a").evaluate();
    ConditionEvaluator evaluator = new ConditionEvaluator(bench.graph());
    assertThatThrownBy(() -> evaluator.evaluate(bench.state(), Facts.of(bench.now(), 0, List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected an evaluation at or after 2001-01-10T00:00:00Z and position 1, but found 2001-01-10T00:00:00Z and 0");
    assertThatThrownBy(
            () -> evaluator.evaluate(bench.state(), Facts.of(Instant.EPOCH, 1, List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void dataThatDidNotChangeNeedNotTrigger() {
    Condition changed = Condition.anyUpstream(Condition.dataVersionChanged()).sinceLastHandled();
    Bench bench = new Bench(asset("a"), asset("b").reading("a").when(changed));
    assertThat(bench.requests()).isEmpty();
    Place place = bench.next();
    bench.record(bench.updated("a", place, Optional.empty(), place, Data.SAME));
    assertThat(bench.requests()).isEmpty();
    assertThat(bench.updated("a").requests()).containsExactly("b");
  }
}
