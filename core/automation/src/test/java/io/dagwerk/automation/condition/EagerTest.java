package io.dagwerk.automation.condition;

import static io.dagwerk.automation.condition.TestAsset.asset;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.condition.Fact.End;
import io.dagwerk.model.Condition;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// `eager()` and the policies of dependencies across jobs, told as stories.
class EagerTest {
  private static final Partitions DAYS = Partitions.daily("2001-01-01");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// `p3` reads `p1` and `p2`, all by day; both were there before.
  private static Bench daily(Condition condition) {
    Bench bench =
        new Bench(
            asset("p1").by(DAYS),
            asset("p2").by(DAYS),
            asset("p3").by(DAYS).reading("p1", "p2").when(condition));
    for (int day = 1; day <= 9; day++) {
      String key = "@2001-01-0" + day;
      bench.updated("p1" + key, "p2" + key, "p3" + key);
    }
    assertThat(bench.requests()).isEmpty();
    return bench;
  }

  @Test
  void anAssetThatReadsTwoIsRequestedOnceForADayWithTheRunsOfBoth() {
    Bench bench = daily(Condition.eager());
    bench.at("2001-01-11T00:05:00Z");
    assertThat(bench.requests()).isEmpty();

    RunFacts first = bench.run("p1@2001-01-10");
    bench.began(first).updated("p1@2001-01-10", first, bench.here());
    assertThat(bench.requests()).isEmpty();
    RunFacts second = bench.run("p2@2001-01-10");
    bench.began(second).updated("p2@2001-01-10", second, bench.here());

    Evaluation evaluation = bench.evaluate();
    assertThat(bench.texts(evaluation)).containsExactly("p3@2001-01-10");
    assertThat(evaluation.runs())
        .singleElement()
        .extracting(RequestedRun::reads)
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactlyInAnyOrder(first.id(), second.id());
    RunFacts third = bench.run("p3@2001-01-10");
    bench.began(third);
    assertThat(bench.requests()).isEmpty();
    bench.updated("p3@2001-01-10", third, bench.here());
    assertThat(bench.after(MINUTE).requests()).isEmpty();
  }

  @Test
  void anAssetThatLacksOneOfTwoWaitsAndSaysForWhich() {
    Bench bench = daily(Condition.eager());
    bench.at("2001-01-11T00:05:00Z").updated("p1@2001-01-10");

    Evaluation evaluation = bench.evaluate();
    assertThat(evaluation.requests()).isEmpty();
    assertThat(bench.why(evaluation, "p3@2001-01-10"))
        .containsExactly("waiting for p2 at 2001-01-10: missing");
  }

  @Test
  @Covers("S30.3")
  void whetherARerunOfAnOldDayCountsIsSaidByTheCondition() {
    Condition any = Condition.anyUpstream(Condition.newlyUpdated()).sinceLastHandled();
    Condition all = Condition.allUpstream(Condition.newlyUpdated()).sinceLastHandled();

    Bench ofAny = daily(any);
    assertThat(ofAny.updated("p1@2001-01-05").requests()).containsExactly("p3@2001-01-05");

    Bench ofAll = daily(all);
    Evaluation waiting = ofAll.updated("p1@2001-01-05").evaluate();
    assertThat(waiting.requests()).isEmpty();
    assertThat(ofAll.why(waiting, "p3@2001-01-05"))
        .containsExactly("waiting for p2: nothing new since last handled");
    assertThat(ofAll.updated("p2@2001-01-05").requests()).containsExactly("p3@2001-01-05");
    assertThat(ofAll.updated("p1@2001-01-05").requests()).isEmpty();

    Bench ofLatest = daily(Condition.eager());
    Evaluation old = ofLatest.updated("p1@2001-01-05").evaluate();
    assertThat(old.requests()).isEmpty();
    assertThat(ofLatest.why(old, "p3@2001-01-05"))
        .containsExactly("p3 at 2001-01-05: not in the latest window");
    assertThat(ofLatest.updated("p1@2001-01-09").requests()).containsExactly("p3@2001-01-09");
  }

  @Test
  @Covers("S30.4")
  void aWeekOfDaysIsRequestedWhenItsSeventhDayIsThere() {
    Bench bench =
        new Bench(
            asset("day").by(DAYS),
            asset("week")
                .by(Partitions.weekly("2001-01-01"))
                .reading("day", new PartitionMapping.All())
                .when(Condition.eager()));
    for (int day = 1; day <= 9; day++) {
      bench.updated("day@2001-01-0" + day);
    }
    bench.updated("week@2001-01-01");
    assertThat(bench.requests()).isEmpty();
    for (int day = 10; day <= 13; day++) {
      bench.at("2001-01-%dT00:05:00Z".formatted(day + 1)).updated("day@2001-01-" + day);
      assertThat(bench.requests()).isEmpty();
    }
    bench.at("2001-01-15T00:05:00Z");
    assertThat(bench.requests()).isEmpty();
    assertThat(bench.updated("day@2001-01-14").requests()).containsExactly("week@2001-01-08");
    assertThat(bench.after(MINUTE).requests()).isEmpty();
  }

  @Test
  void keysAreOfAllLocationsAndARestartRequestsNothingTwice() {
    TestAsset[] assets = {
      asset("raw").in("lake"), asset("report").in("office").reading("raw").when(Condition.eager())
    };
    Bench bench = new Bench(assets);
    bench.updated("raw", "report");
    assertThat(bench.requests()).isEmpty();
    bench.updated("raw");
    ConditionState before = bench.state();
    Evaluation once = bench.evaluate();
    assertThat(bench.runs(once)).containsExactly("report");
    assertThat(once.runs()).extracting(RequestedRun::location).containsExactly("office");

    // The same again, as after a crash before it was stored.
    assertThat(new ConditionEvaluator(bench.graph()).evaluate(before, bench.facts()))
        .isEqualTo(once);
    // A restart after it was stored, with all facts read again.
    assertThat(bench.reload(assets).requests()).isEmpty();
  }

  @Test
  void anUpdateWhileTheRunIsUnderWayIsHandledAfterIt() {
    Bench bench = chain();
    bench.updated("a");
    assertThat(bench.requests()).containsExactly("b");
    RunFacts run = bench.run("b");
    Place reading = bench.began(run).here();
    bench.updated("a");
    Evaluation during = bench.evaluate();
    assertThat(during.requests()).isEmpty();
    assertThat(bench.why(during, "b")).containsExactly("waiting for b: in a run that is not done");
    bench.updated("b", run, reading);
    assertThat(bench.requests()).containsExactly("b");
  }

  @Test
  void anUpdateAndTheEndOfTheRunBetweenTwoEvaluationsAreToldApart() {
    Bench bench = chain();
    assertThat(bench.updated("a").requests()).containsExactly("b");
    RunFacts run = bench.run("b");
    Place reading = bench.began(run).here();
    bench.updated("a").updated("b", run, reading);
    assertThat(bench.requests()).containsExactly("b");

    RunFacts again = bench.run("b");
    bench.began(again).updated("a");
    bench.updated("b", again, bench.here());
    assertThat(bench.requests()).as("this time it was read").isEmpty();
  }

  @Test
  void anUpdateBetweenEvaluationAndCommitIsHandledAfter() {
    Bench bench = chain();
    bench.updated("a");
    Evaluation evaluation =
        new ConditionEvaluator(bench.graph()).evaluate(bench.state(), bench.facts());
    bench.updated("a");
    bench.keep(evaluation);
    RunFacts run = bench.run("b");
    bench.began(run).updated("b", run, Place.of(2, bench.now()));
    assertThat(bench.requests()).containsExactly("b");
  }

  @Test
  void anOptionalOutputThatIsLeftOutIsNotAskedForAgain() {
    Bench bench = chain();
    bench.updated("a");
    RunFacts manual = bench.run("b");
    bench.began(manual);
    bench.ended("b", manual, bench.here(), End.LEFT_OUT);
    assertThat(bench.requests()).isEmpty();
    assertThat(bench.updated("a").requests()).containsExactly("b");
    RunFacts run = bench.run("b");
    bench.began(run);
    bench.ended("b", run, bench.here(), End.LEFT_OUT);
    assertThat(bench.after(MINUTE).requests()).isEmpty();
  }

  @Test
  void aFailedRunIsNotRepeatedUntilThereIsNews() {
    Bench bench = chain();
    assertThat(bench.updated("a").requests()).containsExactly("b");
    RunFacts run = bench.run("b");
    bench.began(run).ended("b", run, bench.here(), End.FAILED);
    Evaluation after = bench.evaluate();
    assertThat(after.requests()).isEmpty();
    assertThat(bench.why(after, "b"))
        .containsExactly(
            "b: nothing new since last handled; it would be: newly missing or any upstream updated");
    assertThat(bench.updated("a").requests()).containsExactly("b");
  }

  @Test
  void aRunThatMakesBothAsksForNothingMore() {
    Bench bench = chain();
    RunFacts both = bench.run("a", "b");
    bench.began(both).updated("a", both, bench.here());
    assertThat(bench.requests()).isEmpty();
    bench.updated("b", both, bench.here());
    assertThat(bench.requests()).isEmpty();
  }

  @Test
  void aRunThatMakesAnotherPartitionOfTheReaderHidesNothing() {
    Bench bench =
        new Bench(asset("a").by(DAYS), asset("b").by(DAYS).reading("a").when(Condition.eager()));
    bench.updated("a@2001-01-09", "b@2001-01-09");
    assertThat(bench.requests()).isEmpty();
    RunFacts other = bench.run("a@2001-01-09", "b@2001-01-08");
    bench.updated("a@2001-01-09", other, bench.here());
    assertThat(bench.requests()).containsExactly("b@2001-01-09");
  }

  @Test
  void whatIsPartitionedAlikeRunsTogetherAndTheRestWaits() {
    Condition eager = Condition.eager();
    Bench bench =
        new Bench(
            asset("source").by(DAYS),
            asset("clean").by(DAYS).reading("source").when(eager),
            asset("sums").by(DAYS).reading("clean").when(eager),
            asset("remote").in("elsewhere").by(DAYS).reading("clean").when(eager),
            asset("total").reading("sums").when(eager));
    assertThat(bench.requests()).isEmpty();
    for (int day = 1; day <= 9; day++) {
      bench.updated("source@2001-01-0" + day);
    }
    Evaluation evaluation = bench.evaluate();
    assertThat(bench.runs(evaluation)).containsExactly("clean sums@2001-01-09");
    assertThat(bench.why(evaluation, "remote@2001-01-09"))
        .containsExactly("waiting for clean at 2001-01-09: missing");
    RunFacts run = bench.run("clean@2001-01-09", "sums@2001-01-09");
    bench.began(run).updated("clean@2001-01-09", run, bench.here());
    assertThat(bench.requests()).containsExactly("remote@2001-01-09");
  }

  private static Bench chain() {
    Bench bench = new Bench(asset("a"), asset("b").reading("a").when(Condition.eager()));
    bench.updated("a", "b");
    assertThat(bench.requests()).isEmpty();
    return bench;
  }
}
