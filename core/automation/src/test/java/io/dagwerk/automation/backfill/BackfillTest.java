package io.dagwerk.automation.backfill;

import static io.dagwerk.automation.backfill.Sketch.DAYS;
import static io.dagwerk.automation.backfill.Sketch.MONTHS;
import static io.dagwerk.automation.backfill.Sketch.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.automation.backfill.Backfill.Cancellation;
import io.dagwerk.automation.backfill.Backfill.RunResult;
import io.dagwerk.automation.backfill.Backfill.Status;
import io.dagwerk.automation.backfill.BackfillRequest.Limits;
import io.dagwerk.automation.backfill.BackfillRequest.Only;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.LaunchRun.Target;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.RunEnd;
import io.dagwerk.model.RunTags;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.plan.PlanRequest.Targets;
import io.dagwerk.testsupport.Covers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackfillTest {
  private static final BackfillRequest ALL = assets("*", "2001-01-01", "2001-01-02");
  private static final RunResult NOTHING =
      new RunResult(RunEnd.FAILED, new LinkedHashMap<>(), new LinkedHashMap<>());

  private final Sketch chain = new Sketch().asset("raw", DAYS).asset("delays", DAYS, read("raw"));
  private final Sketch month =
      new Sketch()
          .asset("airports")
          .asset("raw", DAYS)
          .asset("delays", DAYS, read("raw"), read("airports"))
          .asset("report", MONTHS, read("delays", new PartitionMapping.All()));

  private static BackfillRequest assets(String selection, String... keys) {
    return BackfillRequest.of(
        new Target.OfAssets(selection),
        new Targets.Keys(Stream.of(keys).map(PartitionKey::of).toList()));
  }

  @Test
  void whatReadsTheSamePartitionIsMadeInTheSameRun() {
    assertThat(new Drive(chain, ALL).step())
        .containsExactly("raw+delays 2001-01-01", "raw+delays 2001-01-02");
  }

  @Test
  void parentsComeFirst() {
    Drive drive = new Drive(month, ALL);

    assertThat(drive.step()).containsExactly("airports", "raw 2001-01-01", "raw 2001-01-02");
    drive.end();
    assertThat(drive.step()).containsExactly("delays 2001-01-01", "delays 2001-01-02");
    drive.end(4);
    assertThat(drive.step()).isEmpty();
    drive.end(5);
    assertThat(drive.step()).containsExactly("report 2001-01");
    drive.end();
    assertThat(drive.step()).isEmpty();
    assertThat(drive.backfill.status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void succeededMeansThatEveryPartitionIsMade() {
    Drive drive = new Drive(chain, ALL);

    assertThat(drive.backfill.status()).isEqualTo(Status.REQUESTED);
    drive.step();
    assertThat(drive.backfill.status()).isEqualTo(Status.IN_PROGRESS);
    drive.end(1);
    assertThat(drive.backfill.status()).isEqualTo(Status.IN_PROGRESS);
    drive.end(2);
    assertThat(drive.backfill.status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void aFailureConcernsItsDescendantsOnly() {
    Drive drive = new Drive(month, assets("*", "2001-01-01", "2001-01-02", "2001-02-01"));

    drive.failing("raw 2001-01-02").run();

    assertThat(drive.backfill.status()).isEqualTo(Status.FAILED);
    assertThat(drive.items(Items::failed)).containsExactly("raw 2001-01-02");
    assertThat(drive.items(Items::abandoned))
        .containsExactly("delays 2001-01-02", "report 2001-01");
    assertThat(drive.items(Items::succeeded))
        .containsExactly(
            "airports",
            "raw 2001-01-01",
            "raw 2001-02-01",
            "delays 2001-01-01",
            "delays 2001-02-01",
            "report 2001-02");
  }

  @Test
  void whatFollowsAFailedStepInItsRunIsAbandoned() {
    Drive drive = new Drive(chain, ALL);

    drive.failing("raw 2001-01-02").run();

    assertThat(drive.items(Items::failed)).containsExactly("raw 2001-01-02");
    assertThat(drive.items(Items::abandoned)).containsExactly("delays 2001-01-02");
  }

  @Test
  void aRunThatEndsWithoutAnyStepHasFailedWithAllThatItWasToMake() {
    Drive drive = new Drive(chain, ALL);
    drive.step();

    drive.backfill = drive.backfill.ended(1, NOTHING);

    assertThat(drive.items(Items::failed)).containsExactly("raw 2001-01-01", "delays 2001-01-01");
  }

  @Test
  void theEndOfARunMayBeToldTwice() {
    Drive drive = new Drive(chain, ALL);
    drive.step();
    drive.end(1);

    assertThat(drive.backfill.ended(1, NOTHING)).isEqualTo(drive.backfill);
  }

  @Test
  void noMoreRunsAreUnderWayThanAreAllowed() {
    Drive drive = new Drive(chain, assets("*", days(1, 5)).limitedTo(new Limits(1, 2)));

    assertThat(drive.step()).hasSize(2);
    assertThat(drive.step()).isEmpty();
    drive.end(1);
    assertThat(drive.step()).containsExactly("raw+delays 2001-01-03");
  }

  @Test
  void aRunMakesAsManyPartitionsAsItMay() {
    Drive drive = new Drive(chain, assets("*", days(1, 5)).limitedTo(new Limits(2, 10)));

    assertThat(drive.step())
        .containsExactly(
            "raw+delays 2001-01-01,2001-01-02",
            "raw+delays 2001-01-03,2001-01-04",
            "raw+delays 2001-01-05");
  }

  @Test
  void aSingleRunMakesAllThatCanBeMadeTogether() {
    Drive drive = new Drive(month, assets("*", days(1, 3)).limitedTo(Limits.SINGLE_RUN));

    assertThat(drive.run())
        .containsExactly(
            "airports", "raw+delays 2001-01-01,2001-01-02,2001-01-03", "report 2001-01");
  }

  @Test
  void partitionsThatReadTheOneBeforeRunOneAfterTheOther() {
    Sketch sums = new Sketch().asset("sums", DAYS, read("sums", new PartitionMapping.Offset(-1)));
    Drive drive = new Drive(sums, assets("*", days(1, 3)));

    assertThat(drive.step()).containsExactly("sums 2001-01-01");
    drive.end();
    assertThat(drive.step()).containsExactly("sums 2001-01-02");
    drive.failing("sums 2001-01-02").end();
    assertThat(drive.step()).isEmpty();
    assertThat(drive.items(Items::abandoned)).containsExactly("sums 2001-01-03");
  }

  @Test
  void whatTheCheckOfAnAssetReadsIsMadeBefore() {
    Sketch checked =
        new Sketch()
            .asset("airports")
            .asset("raw", DAYS)
            .check("raw", DAYS, read("raw"), read("airports"));

    Drive drive = new Drive(checked, ALL);

    assertThat(drive.step()).containsExactly("airports");
    drive.end();
    assertThat(drive.step()).containsExactly("raw 2001-01-01", "raw 2001-01-02");
  }

  @Test
  @Covers("S25.2")
  void afterCancelingNothingMoreIsAskedForAndTheCountsSayWhatWas() {
    Drive drive = new Drive(chain, assets("*", days(1, 5)).limitedTo(new Limits(1, 2)));
    drive.step();
    drive.end(1);

    drive.backfill = drive.backfill.canceled(Cancellation.LETTING_RUNS_END);

    assertThat(drive.step()).isEmpty();
    assertThat(drive.backfill.status()).isEqualTo(Status.IN_PROGRESS);
    drive.end(2);
    assertThat(drive.backfill.status()).isEqualTo(Status.CANCELED);
    assertThat(drive.backfill.counts(_ -> true))
        .isEqualTo(new BackfillCounts(10, 0, 0, 0, 4, 0, 0, 0, 6));
  }

  @Test
  @Covers("S25.2")
  void cancelingMayCancelTheRunsToo() {
    Drive drive = new Drive(chain, assets("*", days(1, 5)).limitedTo(new Limits(1, 2)));
    drive.step();
    drive.backfill = drive.backfill.canceled(Cancellation.WITH_RUNS);

    BackfillStep step =
        new BackfillRule(chain.location()).next(drive.backfill, PartitionStates.NOTHING);

    assertThat(step.cancellations()).containsExactly(1, 2);
    RunResult canceled =
        new RunResult(RunEnd.CANCELED, new LinkedHashMap<>(), new LinkedHashMap<>());
    Backfill ended = step.backfill().ended(1, canceled).ended(2, canceled);
    assertThat(ended.status()).isEqualTo(Status.CANCELED);
    assertThat(ended.counts(_ -> true).canceled()).isEqualTo(10);
  }

  @Test
  void whatIsOverIsNotCanceled() {
    Drive drive = new Drive(chain, ALL);
    drive.run();

    assertThat(drive.backfill.canceled(Cancellation.WITH_RUNS)).isEqualTo(drive.backfill);
  }

  @Test
  @Covers("S25.3")
  void theCountsAddUp() {
    Drive drive = new Drive(chain, assets("*", days(1, 6)).limitedTo(new Limits(1, 2)));
    drive.failing("raw 2001-01-01").step();
    drive.end();
    drive.step();

    BackfillCounts counts = drive.backfill.counts(run -> run == 3);

    assertThat(counts).isEqualTo(new BackfillCounts(12, 4, 2, 2, 2, 1, 1, 0, 0));
    assertThat(
            counts.pending()
                + counts.queued()
                + counts.running()
                + counts.succeeded()
                + counts.failed()
                + counts.abandoned()
                + counts.skipped()
                + counts.canceled())
        .isEqualTo(counts.total());
  }

  @Test
  void whatFailedIsMadeAgainAndNothingElse() {
    Drive drive = new Drive(month, ALL);
    drive.failing("raw 2001-01-02").run();

    drive.backfill = drive.backfill.retried();

    assertThat(drive.backfill.status()).isEqualTo(Status.IN_PROGRESS);
    assertThat(drive.healing("raw 2001-01-02").run())
        .containsExactly("raw+delays 2001-01-02", "report 2001-01");
    assertThat(drive.backfill.status()).isEqualTo(Status.SUCCEEDED);
    assertThatThrownBy(() -> drive.backfill.retried()).hasMessageContaining("SUCCEEDED");
  }

  @Test
  @Covers("S25.5")
  void fromFailureMakesOnlyWhatFailedLastAndSkipsWhatWasRepairedSince() {
    Drive numbers = new Drive(chain, ALL);
    States failed = new States();
    failed.failed = numbers.numbers("raw", "2001-01-02", "2001-01-03", "2001-01-04");
    Drive drive =
        new Drive(
            chain, assets("raw", days(1, 5)).only(Only.FAILED).limitedTo(new Limits(1, 1)), failed);

    assertThat(drive.step()).containsExactly("raw 2001-01-02");
    failed.failed = numbers.numbers("raw", "2001-01-04");
    drive.end();
    assertThat(drive.step()).containsExactly("raw 2001-01-04");
    drive.end();
    assertThat(drive.items(Items::skipped)).containsExactly("raw 2001-01-03");
    assertThat(drive.backfill.status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void onlyWhatIsMissingIsMade() {
    Drive numbers = new Drive(chain, ALL);
    States made = new States();
    made.materialized = numbers.numbers("raw", "2001-01-01");
    Drive drive = new Drive(chain, assets("raw", days(1, 3)).only(Only.MISSING), made);

    assertThat(drive.run()).containsExactly("raw 2001-01-02", "raw 2001-01-03");
  }

  @Test
  void aBackfillThatHasNothingToDoHasSucceeded() {
    States made = new States();
    made.materialized = new Drive(chain, ALL).numbers("raw", "2001-01-01");

    Drive drive = new Drive(chain, assets("raw", "2001-01-01").only(Only.MISSING), made);

    assertThat(drive.backfill.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(drive.step()).isEmpty();
  }

  @Test
  void aNodeThatIsNoLongerDefinedIsAbandoned() {
    Drive drive = new Drive(chain, ALL);
    Backfill judged =
        new BackfillRule(new Sketch().asset("raw", DAYS).location())
            .next(drive.backfill, PartitionStates.NOTHING)
            .backfill();

    assertThat(judged.counts(_ -> true).abandoned()).isEqualTo(2);
  }

  @Test
  void runsSayWhatTheyMakeAndWhereTheyComeFrom() {
    BackfillRequest request =
        ALL.config(ConfigTree.entry("a", ConfigTree.of(1))).tag("team", "flights");

    LaunchRun run = new Drive(chain, request).launch().getFirst().run();

    assertThat(run.target()).isEqualTo(new Target.OfAssets("key:\"raw\" or key:\"delays\""));
    assertThat(run.key()).contains("1");
    assertThat(run.partitions()).containsExactly(PartitionKey.of("2001-01-01"));
    assertThat(run.config()).isEqualTo(ConfigTree.entry("a", ConfigTree.of(1)));
    assertThat(run.tags()).containsEntry("team", "flights").containsEntry(RunTags.BACKFILL, "b");
  }

  @Test
  void aJobIsBackfilledByItsOwnRuns() {
    Sketch jobs = new Sketch().asset("raw", DAYS).asset("other", DAYS).job("refresh", "raw");
    BackfillRequest request =
        BackfillRequest.of(new Target.OfJob("refresh", Optional.empty()), new Targets.Every());

    LaunchRun run = new Drive(jobs, request).launch().getFirst().run();

    assertThat(run.target()).isEqualTo(new Target.OfJob("refresh", Optional.of("key:\"raw\"")));
  }

  private static String[] days(int from, int to) {
    return Stream.iterate(from, day -> day <= to, day -> day + 1)
        .map("2001-01-%02d"::formatted)
        .toArray(String[]::new);
  }

  /// The same for every node.
  private static final class States implements PartitionStates {
    private PartitionSubset materialized = PartitionSubset.none();
    private PartitionSubset failed = PartitionSubset.none();

    @Override
    public PartitionSubset materialized(String node) {
      return materialized;
    }

    @Override
    public PartitionSubset failed(String node) {
      return failed;
    }
  }

  @Test
  void limitsAreAtLeastOne() {
    assertThatThrownBy(() -> new Limits(0, 1)).hasMessageContaining("at least one");
    assertThat(List.of(Limits.EACH, Limits.SINGLE_RUN)).doesNotContainNull();
  }
}
