package io.dagwerk.automation.condition;

import static io.dagwerk.automation.condition.TestAsset.asset;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.condition.Fact.Data;
import io.dagwerk.automation.condition.Fact.End;
import io.dagwerk.automation.condition.Fact.Result;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Condition.Blocking;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// Each operand alone: when it is true, and when it ends to be.
class OperandTest {
  private static final Partitions DAYS = Partitions.daily("2001-01-01");

  /// `b` reads `a`; the condition is asked of `b`.
  private static Bench bench(Condition condition) {
    return new Bench(asset("a").checked("check"), asset("b").reading("a").when(condition));
  }

  private static boolean isTrue(Bench bench) {
    Evaluation evaluation = bench.evaluate();
    Optional<Explanation> explanation =
        Optional.ofNullable(evaluation.explanations().get(bench.subject("b")));
    return explanation.orElseThrow().truth().contains(0);
  }

  @Test
  void missingIsWhatWasNeverMaterializedOrWasWiped() {
    Bench bench = bench(Condition.missing());
    assertThat(isTrue(bench)).isTrue();
    assertThat(isTrue(bench.updated("b"))).isFalse();
    bench.record(new Fact.Wiped(bench.next(), bench.subject("b"), bench.partitions("b")));
    assertThat(isTrue(bench)).isTrue();
  }

  @Test
  void aStateAsksOnceEachTimeItBecomesTrue() {
    Bench bench = bench(Condition.missing());
    assertThat(bench.requests()).containsExactly("b");
    RunFacts run = bench.run("b");
    assertThat(bench.began(run).requests()).isEmpty();
    assertThat(bench.ended("b", run, bench.here(), End.FAILED).requests()).isEmpty();
    bench.updated("b");
    bench.record(new Fact.Wiped(bench.next(), bench.subject("b"), bench.partitions("b")));
    assertThat(bench.requests()).as("there in between").containsExactly("b");
  }

  @Test
  void whatWasTrueByAnEventOnlyDoesNotStandWhenTheEventIsOver() {
    Condition missingOrUpdated =
        Condition.missing().not().and(Condition.newlyUpdated().not()).not();
    Bench bench = bench(missingOrUpdated);
    assertThat(bench.requests()).containsExactly("b");
    assertThat(bench.updated("b").requests()).containsExactly("b");
    assertThat(bench.requests()).isEmpty();
    assertThat(bench.updated("b").requests()).containsExactly("b");
  }

  @Test
  void aRunIsInProgressFromItsQueuingUntilItsLastTargetIsDone() {
    Bench bench = bench(Condition.on(AssetKey.of("a"), Condition.inProgress()));
    RunFacts run = bench.run("a");
    assertThat(isTrue(bench)).isFalse();
    assertThat(isTrue(bench.began(run))).isTrue();
    assertThat(isTrue(bench.updated("a", run, bench.here()))).isFalse();
    RunFacts other = bench.run("a");
    assertThat(isTrue(bench.began(other))).isTrue();
    assertThat(isTrue(bench.ended("a", other, bench.here(), End.CANCELED))).isFalse();
  }

  @Test
  void aBackfillIsInProgressUntilItIsDone() {
    Bench bench = bench(Condition.inProgress());
    bench.record(
        new Fact.BackfillBegan(bench.next(), bench.subject("b"), bench.partitions("b"), "fill"));
    assertThat(isTrue(bench)).isTrue();
    bench.record(
        new Fact.BackfillEnded(bench.next(), bench.subject("b"), bench.partitions("b"), "fill"));
    assertThat(isTrue(bench)).isFalse();
  }

  @Test
  void anExecutionFailedUntilAnotherBegins() {
    Bench bench = bench(Condition.executionFailed());
    RunFacts run = bench.run("b");
    bench.began(run);
    assertThat(isTrue(bench.ended("b", run, bench.here(), End.FAILED))).isTrue();
    RunFacts again = bench.run("b");
    assertThat(isTrue(bench.began(again))).isFalse();
    assertThat(isTrue(bench.ended("b", again, bench.here(), End.CANCELED))).isFalse();
  }

  @Test
  void anUpdateIsNewUntilTheNextEvaluation() {
    Bench bench = bench(Condition.anyUpstream(Condition.newlyUpdated()));
    assertThat(isTrue(bench)).isFalse();
    assertThat(isTrue(bench.updated("a"))).isTrue();
    assertThat(isTrue(bench)).isFalse();
  }

  @Test
  void eachUpdateAsksAnewAlsoWithoutALatch() {
    Bench bench = bench(Condition.anyUpstream(Condition.newlyUpdated()));
    assertThat(bench.requests()).isEmpty();
    assertThat(bench.updated("a").requests()).containsExactly("b");
    assertThat(bench.updated("a").requests()).containsExactly("b");
    assertThat(bench.requests()).isEmpty();
  }

  @Test
  void anUpdateIsNewsAlsoWhileAnotherReasonStands() {
    Bench bench = bench(Condition.missing().or(Condition.anyUpstream(Condition.newlyUpdated())));
    assertThat(bench.requests()).containsExactly("b");
    assertThat(bench.updated("a").requests()).containsExactly("b");
  }

  @Test
  void aRequestIsNewAtTheNextEvaluation() {
    Bench bench =
        new Bench(
            asset("a").when(Condition.missing()),
            asset("b").reading("a").when(Condition.anyUpstream(Condition.newlyRequested())));
    assertThat(bench.requests()).containsExactly("a");
    assertThat(bench.requests()).containsExactly("b");
    assertThat(bench.requests()).isEmpty();
  }

  @Test
  void versionsChangeWhenTheyAreToldTo() {
    Bench code = bench(Condition.codeVersionChanged());
    assertThat(isTrue(code.updated("b"))).isFalse();
    code.record(new Fact.CodeChanged(code.next(), code.subject("b"), code.partitions("b")));
    assertThat(isTrue(code)).isTrue();

    Bench data = bench(Condition.on(AssetKey.of("a"), Condition.dataVersionChanged()));
    assertThat(isTrue(data)).isFalse();
    Place place = data.next();
    data.record(data.updated("a", place, Optional.empty(), place, Data.SAME));
    assertThat(isTrue(data)).isFalse();
    assertThat(isTrue(data.updated("a"))).isTrue();
  }

  @Test
  void theFirstEvaluationIsTheFirst() {
    Bench bench = bench(Condition.initialEvaluation());
    assertThat(isTrue(bench)).isTrue();
    assertThat(isTrue(bench)).isFalse();
  }

  @Test
  void aTickPassesInItsZone() {
    Bench bench =
        bench(Condition.cronTickPassed("0 6 * * *", "Europe/Amsterdam")).at("2001-01-10T04:00:00Z");
    Evaluation first = bench.evaluate();
    assertThat(first.wakeAt()).contains(Instant.parse("2001-01-10T05:00:00Z"));
    assertThat(bench.at("2001-01-10T04:59:59Z").requests()).isEmpty();
    assertThat(bench.at("2001-01-10T05:00:00Z").requests()).containsExactly("b");
    assertThat(bench.at("2001-01-10T06:00:00Z").requests()).isEmpty();
    assertThat(bench.at("2001-01-13T06:00:00Z").requests()).containsExactly("b");
  }

  @Test
  void theLatestWindowMovesOnAndReachesBack() {
    Bench bench =
        new Bench(
            asset("a").by(DAYS).when(Condition.inLatestWindow()),
            asset("b").by(DAYS).when(Condition.inLatestWindow(Duration.ofDays(3))),
            asset("c").when(Condition.inLatestWindow()),
            asset("d")
                .by(Partitions.times(DAYS, Partitions.fixed("x", "y")))
                .when(Condition.inLatestWindow(Duration.ofDays(2))),
            asset("e").by(Partitions.daily("2001-02-01")).when(Condition.inLatestWindow()));
    Evaluation first = bench.evaluate();
    assertThat(bench.texts(first))
        .containsExactly(
            "a@2001-01-09",
            "b@2001-01-07",
            "b@2001-01-08",
            "b@2001-01-09",
            "c",
            "d@2001-01-08|x",
            "d@2001-01-08|y",
            "d@2001-01-09|x",
            "d@2001-01-09|y");
    assertThat(first.wakeAt()).contains(Instant.parse("2001-01-11T00:00:00Z"));
    assertThat(bench.at("2001-01-10T23:59:59Z").requests()).isEmpty();
    assertThat(bench.at("2001-01-11T00:00:00Z").requests())
        .containsExactly("a@2001-01-10", "b@2001-01-10", "d@2001-01-10|x", "d@2001-01-10|y");
  }

  @Test
  void windowsOfAnyLengthAppearInTheirZone() {
    Bench bench =
        new Bench(
            asset("hour").by(Partitions.hourly("2001-01-01")).when(Condition.inLatestWindow()),
            asset("day")
                .by(Partitions.daily("2001-01-01").in("America/New_York"))
                .when(Condition.inLatestWindow()),
            asset("month").by(Partitions.monthly("2000-12-01")).when(Condition.inLatestWindow()),
            asset("past")
                .by(Partitions.daily("2001-01-01").until("2001-01-05"))
                .when(Condition.inLatestWindow()));
    Evaluation first = bench.evaluate();
    assertThat(bench.texts(first))
        .containsExactly(
            "hour@2001-01-09T23", "day@2001-01-08", "month@2000-12", "past@2001-01-04");
    assertThat(first.wakeAt()).contains(Instant.parse("2001-01-10T01:00:00Z"));
    assertThat(bench.at("2001-01-10T05:00:00Z").requests())
        .containsExactly("hour@2001-01-10T04", "day@2001-01-09");
    assertThat(bench.at("2001-02-01T00:00:00Z").requests())
        .containsExactly("hour@2001-01-31T23", "day@2001-01-30", "month@2001-01");
  }

  @Test
  void theRunThatUpdatedItIsKnownByItsTags() {
    SequencedMap<String, String> wanted = new LinkedHashMap<>();
    wanted.put("tier", "1");
    Bench bench = bench(Condition.anyUpstream(Condition.executedWithTags(List.of("team"), wanted)));
    SequencedMap<String, String> tags = new LinkedHashMap<>(wanted);
    assertThat(isTrue(bench)).isFalse();
    assertThat(isTrue(bench.updated("a", tagged(bench, tags), bench.here()))).isFalse();
    tags.put("team", "data");
    assertThat(isTrue(bench.updated("a", tagged(bench, tags), bench.here()))).isTrue();
    tags.put("tier", "2");
    assertThat(isTrue(bench.updated("a", tagged(bench, tags), bench.here()))).isFalse();
  }

  private static RunFacts tagged(Bench bench, SequencedMap<String, String> tags) {
    RunId id = bench.run("a").id();
    return new RunFacts(id, tags, new LinkedHashMap<>());
  }

  @Test
  void aCheckCountsOnTheLatestMaterializationOnly() {
    Condition passed = Condition.allChecks(Condition.checkPassed(), Blocking.ANY_CHECK);
    Condition failed = Condition.anyCheck(Condition.checkFailed(), Blocking.ANY_CHECK);
    for (Condition condition : List.of(passed, failed)) {
      Bench bench = bench(Condition.anyUpstream(condition));
      assertThat(isTrue(bench.updated("a"))).isFalse();
      assertThat(isTrue(bench.evaluated("a.check", Result.PASSED)))
          .isEqualTo(condition.equals(passed));
      assertThat(isTrue(bench.evaluated("a.check", Result.FAILED)))
          .isEqualTo(condition.equals(failed));
      assertThat(isTrue(bench.updated("a"))).isFalse();
    }
  }

  @Test
  void onlyBlockingChecksBlock() {
    Bench bench =
        new Bench(
            asset("a").blockedBy("hard").checked("soft"),
            asset("b").reading("a").when(Condition.allUpstreamBlockingChecksPassed()));
    assertThat(isTrue(bench.updated("a").evaluated("a.soft", Result.FAILED))).isFalse();
    assertThat(isTrue(bench.evaluated("a.hard", Result.PASSED))).isTrue();
    assertThat(isTrue(bench.evaluated("a.hard", Result.FAILED))).isFalse();
  }

  @Test
  void aBlockingCheckThatRunsWithTheSameRequestDoesNotBlock() {
    Condition condition = Condition.allUpstreamBlockingChecksPassed().and(Condition.eager());
    Bench bench =
        new Bench(
            asset("a").blockedBy("hard").when(Condition.eager()),
            asset("b").reading("a").when(condition),
            asset("c").in("elsewhere").reading("a").when(condition));
    assertThat(bench.runs(bench.evaluate())).containsExactly("a b");
  }

  @Test
  void aCheckIsRequestedByItsOwnCondition() {
    Bench bench =
        new Bench(
            asset("a").checkedWhen("late", Condition.cronTickPassed("0 6 * * *", "UTC")),
            asset("b").checkedWhen("soon", Condition.eager()));
    assertThat(bench.updated("a", "b").requests()).containsExactly("b.soon");
    bench.evaluated("b.soon", Result.PASSED);
    Evaluation evaluation = bench.at("2001-01-10T06:00:00Z").updated("b").evaluate();
    assertThat(bench.runs(evaluation)).containsExactly("a.late", "b.soon");
  }

  @Test
  void externalAssetsCountByTheirObservations() {
    Bench bench = new Bench(asset("feed"), asset("b").reading("feed").when(Condition.eager()));
    Evaluation first = bench.evaluate();
    assertThat(first.requests()).isEmpty();
    assertThat(bench.why(first, "b")).containsExactly("waiting for feed: missing");
    assertThat(bench.updated("feed").requests()).containsExactly("b");
    assertThat(bench.updated("feed").requests()).containsExactly("b");
  }
}
