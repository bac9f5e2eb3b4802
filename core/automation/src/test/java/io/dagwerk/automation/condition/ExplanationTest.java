package io.dagwerk.automation.condition;

import static io.dagwerk.automation.condition.TestAsset.asset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.automation.condition.Explanation.Kind;
import io.dagwerk.automation.condition.Fact.Result;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.PartitionSubset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The trees and sentences that say why.
class ExplanationTest {
  private static final Partitions DAYS = Partitions.daily("2001-01-01");

  private static Explanation explanation(Bench bench, Evaluation evaluation, String target) {
    return Optional.ofNullable(evaluation.explanations().get(bench.subject(target))).orElseThrow();
  }

  @Test
  void eachPartShowsForWhatItIsTrueAndTheNewestPlace() {
    Condition condition =
        Condition.inLatestWindow()
            .and(Condition.anyUpstream(Condition.newlyUpdated()).sinceLastHandled());
    Bench bench = new Bench(asset("a").by(DAYS), asset("b").by(DAYS).reading("a").when(condition));
    assertThat(bench.requests()).isEmpty();
    bench.updated("a@2001-01-05", "a@2001-01-09");

    Explanation all = explanation(bench, bench.evaluate(), "b");
    PartitionSubset newest = bench.partitions("b@2001-01-09");
    assertThat(all.kind()).isEqualTo(Kind.ALL_OF);
    assertThat(all.truth()).isEqualTo(newest);
    assertThat(all.newest()).contains(bench.here());
    assertThat(all.parts())
        .extracting(Explanation::label)
        .containsExactly("in the latest window", "since last handled");
    Explanation latch = all.parts().getLast();
    assertThat(latch.asked()).as("asked of what the window leaves").isEqualTo(newest);
    assertThat(latch.newest()).contains(bench.here());
    Explanation upstream = latch.parts().getFirst();
    assertThat(upstream.label()).isEqualTo("any upstream");
    assertThat(upstream.parts())
        .singleElement()
        .satisfies(arm -> {
          assertThat(arm.subject()).isEqualTo(bench.subject("a"));
          assertThat(arm.label()).isEqualTo("updated");
          assertThat(arm.truth()).isEqualTo(newest);
        });
  }

  @Test
  void whatMadeItTrueIsSaid() {
    Bench bench = new Bench(asset("a"), asset("b").reading("a").when(Condition.eager()));
    bench.updated("a", "b");
    bench.evaluate();
    bench.at("2001-01-10T03:00:00Z").updated("a");
    assertThat(bench.why(bench.evaluate(), "b"))
        .containsExactly(
            "b: in the latest window",
            "b: newly missing or any upstream updated, since last handled at 2001-01-10T03:00:00Z");
  }

  @Test
  void whatStandsInTheWayIsSaid() {
    Condition checked = Condition.allUpstreamBlockingChecksPassed().and(Condition.missing());
    Bench bench =
        new Bench(
            asset("a").by(DAYS).blockedBy("sane"),
            asset("b").by(DAYS).reading("a").when(checked),
            asset("c").by(DAYS).when(Condition.executionFailed().or(Condition.newlyRequested())),
            asset("d")
                .by(DAYS)
                .reading("a", "b")
                .when(Condition.anyUpstream(Condition.executionFailed())),
            asset("e").by(DAYS).reading("a").when(Condition.newlyMissing()));
    bench.updated("a@2001-01-05").evaluated("a.sane@2001-01-05", Result.FAILED);
    bench.evaluate();
    Evaluation evaluation = bench.updated("a@2001-01-06").updated("e@2001-01-06").evaluate();

    assertThat(bench.why(evaluation, "b@2001-01-05"))
        .containsExactly("waiting for a.sane at 2001-01-05: not passed or about to be requested");
    assertThat(bench.why(evaluation, "d@2001-01-05"))
        .containsExactly("d at 2001-01-05: not any upstream failed");
    assertThat(bench.why(evaluation, "e@2001-01-06"))
        .containsExactly("e at 2001-01-06: not newly missing");
  }

  @Test
  void whatIsNotNewSinceSomethingIsSaidOfWhoItIsAskedOf() {
    Condition nightly = Condition.onCron("0 6 * * *", "UTC");
    Bench bench = new Bench(asset("a").by(DAYS), asset("b").by(DAYS).reading("a").when(nightly));
    bench.updated("a@2001-01-09").evaluate();

    assertThat(bench.why(bench.at("2001-01-10T07:00:00Z").evaluate(), "b@2001-01-09"))
        .containsExactly(
            "waiting for a at 2001-01-09: nothing new since cron '0 6 * * *' in UTC ticked; it would be: updated",
            "waiting for a at 2001-01-09: not about to be requested");
  }

  @Test
  void aPartitionHasToBeNamedAndToExist() {
    Bench bench =
        new Bench(
            asset("a").by(DAYS).when(Condition.missing()), asset("b").when(Condition.missing()));
    Evaluation evaluation = bench.evaluate();
    assertThatThrownBy(() -> bench.why(evaluation, "b@2001-01-09"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'b' is not partitioned, but found the partition '2001-01-09'; leave it out");
    assertThatThrownBy(() -> bench.why(evaluation, "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'a' is partitioned; name a partition");
    assertThatThrownBy(() -> bench.why(evaluation, "a@2001-01-10"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no partition '2001-01-10'");
  }
}
