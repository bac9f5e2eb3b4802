package io.dagwerk.testing;

import static io.dagwerk.definitions.Input.partitionKey;
import static io.dagwerk.definitions.Input.partitionRange;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.automation.backfill.Backfill;
import io.dagwerk.automation.backfill.Backfill.Cancellation;
import io.dagwerk.automation.backfill.Backfill.Status;
import io.dagwerk.automation.backfill.BackfillId;
import io.dagwerk.automation.backfill.BackfillRequest;
import io.dagwerk.automation.backfill.BackfillRequest.Limits;
import io.dagwerk.automation.backfill.BackfillRequest.Only;
import io.dagwerk.automation.backfill.StaleStep;
import io.dagwerk.automation.backfill.StaleSteps;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Outcome;
import io.dagwerk.model.Event;
import io.dagwerk.model.LaunchRun.Target;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.PlanRequest.Targets;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Backfills on a virtual clock, from the request to the values.
class ClockedBackfillTest {
  private static final Partitions DAYS = Partitions.daily("2001-01-01");
  private static final Targets ALL = new Targets.Every();

  private final Set<String> bad = new HashSet<>();
  private final Asset<String> raw =
      Asset.named("raw", String.class)
          .version("1")
          .partitionedBy(DAYS)
          .from(partitionKey())
          .by(this::read);
  private final Asset<String> clean = clean("1");
  private final Asset<Integer> report =
      Asset.named("report", Integer.class)
          .version("1")
          .partitionedBy(Partitions.monthly("2001-01-01"))
          .from(clean.allPartitions())
          .by(days -> days.size());
  private final Job refresh = Job.named("refresh").materializing(raw, clean, report);

  private String read(PartitionKey key) {
    if (bad.contains(key.text())) {
      throw new IllegalStateException("no data of " + key);
    }
    return "raw " + key;
  }

  private Asset<String> clean(String version) {
    return Asset.named("clean", String.class)
        .version(version)
        .partitionedBy(DAYS)
        .from(raw)
        .by(text -> text.replace("raw", "clean"));
  }

  @Test
  void daysAreMadeBeforeTheirMonth() {
    Clockwork clock = clock(raw, clean, report, refresh);

    BackfillId id = clock.backfill(of("*", ALL));
    assertThat(clock.state(id).status()).isEqualTo(Status.REQUESTED);
    clock.advance(Duration.ZERO);

    assertThat(clock.state(id).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(clock.runs()).hasSize(31 + 28 + 2).allMatch(Result::succeeded);
    assertThat(clock.value(report, "2001-02")).isEqualTo(28);
  }

  @Test
  void aFailureConcernsItsDescendantsAndIsMadeAgain() {
    Clockwork clock = clock(raw, clean, report, refresh);
    bad.add("2001-01-17");

    BackfillId id = clock.backfill(of("*", ALL));
    clock.advance(Duration.ZERO);

    Backfill failed = clock.state(id);
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.counts(_ -> true).failed()).isEqualTo(1);
    assertThat(failed.counts(_ -> true).abandoned()).isEqualTo(2);
    assertThat(clock.partitions(report)).containsExactly(PartitionKey.of("2001-02"));

    bad.clear();
    int before = clock.runs().size();
    clock.change(id, Backfill::retried).advance(Duration.ZERO);

    assertThat(clock.state(id).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(clock.runs()).hasSize(before + 2);
    assertThat(clock.value(report, "2001-01")).isEqualTo(31);
  }

  @Test
  void whatABlockingCheckStopsIsNotGood() {
    Check sane =
        Check.named("sane")
            .on(raw)
            .blocking()
            .from(raw)
            .by(text -> Outcome.passedIf(!text.endsWith("17"), "it is not the 17th"));
    Asset<Integer> count =
        Asset.named("count", Integer.class)
            .partitionedBy(Partitions.monthly("2001-01-01"))
            .from(raw.allPartitions())
            .by(days -> days.size());
    Clockwork clock = clock(raw, sane, count);

    BackfillId id = clock.backfill(of("*", keys("2001-01-16", "2001-01-17", "2001-02-01")));
    clock.advance(Duration.ZERO);

    assertThat(clock.state(id).counts(_ -> true).failed()).isEqualTo(1);
    assertThat(clock.partitions(count)).containsExactly(PartitionKey.of("2001-02"));
  }

  @Test
  @Covers("S25.4")
  void aPartOfTheAssetsReadsWhatEarlierRunsStored() {
    Clockwork clock = clock(raw, clean, report, refresh);
    clock.launch(refresh, "2001-01-01", "2001-01-02", "2001-01-03");
    int before = clock.runs().size();

    BackfillId id = clock.backfill(of("clean*", keys("2001-01-01", "2001-01-02", "2001-01-03")));
    clock.advance(Duration.ZERO);

    assertThat(clock.state(id).status()).isEqualTo(Status.SUCCEEDED);
    List<Result> runs = clock.runs().subList(before, clock.runs().size());
    assertThat(runs)
        .extracting(ClockedBackfillTest::steps)
        .containsExactly(
            List.of("clean[2001-01-01]"),
            List.of("clean[2001-01-02]"),
            List.of("clean[2001-01-03]"),
            List.of("report[2001-01]"));
    assertThat(clock.value(clean, "2001-01-03")).isEqualTo("clean 2001-01-03");
    assertThatThrownBy(() -> clock.backfill(of("clean*", keys("2001-01-03", "2001-01-04"))))
        .hasMessageContaining("'clean' reads 'raw' 2001-01-04, which was never materialized");
  }

  @Test
  @Covers("S25.8")
  void aSingleRunMakesARange() {
    List<Integer> sizes = new ArrayList<>();
    Asset<Void> range =
        Asset.named("range", Void.class)
            .partitionedBy(DAYS)
            .from(partitionRange())
            .doing(keys -> sizes.add(keys.keys().size()));
    Clockwork clock = clock(range);

    clock.backfill(
        of("range", new Targets.Range(PartitionKey.of("2001-01-05"), PartitionKey.of("2001-01-20")))
            .limitedTo(Limits.SINGLE_RUN));
    clock.advance(Duration.ZERO);

    assertThat(clock.runs()).hasSize(1);
    assertThat(sizes).containsExactly(16);
  }

  @Test
  @Covers("S25.5")
  void fromFailureMakesWhatFailedLast() {
    Job repair = Job.named("repair").materializing(raw);
    Clockwork clock = clock(raw, repair);
    bad.addAll(List.of("2001-01-02", "2001-01-04"));
    clock.backfill(of("raw", keys("2001-01-01", "2001-01-02", "2001-01-03", "2001-01-04")));
    clock.advance(Duration.ZERO);
    bad.clear();
    int before = clock.runs().size();

    BackfillId id = clock.backfill(of("raw", ALL).only(Only.FAILED));
    clock.launch(repair, "2001-01-02");
    clock.advance(Duration.ZERO);

    assertThat(clock.runs().subList(before + 1, clock.runs().size()))
        .extracting(ClockedBackfillTest::steps)
        .containsExactly(List.of("raw[2001-01-04]"));
    assertThat(clock.state(id).counts(_ -> true).skipped()).isEqualTo(1);
  }

  @Test
  void aCanceledBackfillAsksForNothingMore() {
    Clockwork clock = clock(raw, clean, report, refresh);
    BackfillId id = clock.backfill(of("*", ALL));

    clock
        .change(id, backfill -> backfill.canceled(Cancellation.LETTING_RUNS_END))
        .advance(Duration.ZERO);

    assertThat(clock.runs()).isEmpty();
    assertThat(clock.state(id).status()).isEqualTo(Status.CANCELED);
  }

  @Test
  @Covers({"S28.1", "S28.2"})
  void anotherVersionOfTheLastStepRunsThatStepOfEachPartitionOnce() {
    Job first = Job.named("days").memoized().materializing(raw, clean);
    Clockwork clock = inJune(raw, clean, first);
    clock.backfill(byVersion("days", 100));
    clock.advance(Duration.ZERO);
    assertThat(clock.runs()).hasSize(100);

    Asset<String> changed = clean("2");
    Clockwork later =
        inJune(raw, changed, Job.named("days").memoized().materializing(raw, changed)).after(clock);
    BackfillId id = later.backfill(byVersion("days", 100));
    later.advance(Duration.ZERO);

    assertThat(later.state(id).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(later.runs()).hasSize(100);
    assertThat(later.runs()).allMatch(run -> run.events(Event.StepStarted.class).size() == 1);

    BackfillId again = later.backfill(byVersion("days", 100));
    later.advance(Duration.ZERO);
    assertThat(later.state(again).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(later.runs()).hasSize(100);
  }

  @Test
  @Covers({"S28.3", "S28.4"})
  void whatWouldRunIsListedByPartitionWithTheReason() {
    Job first = Job.named("days").memoized().materializing(raw, clean);
    Clockwork clock = inJune(raw, clean, first);
    clock.backfill(byVersion("days", 2));
    clock.advance(Duration.ZERO);
    Asset<String> changed = clean("2");
    Clockwork later =
        inJune(raw, changed, Job.named("days").memoized().materializing(raw, changed)).after(clock);

    StaleSteps stale = later.stale(byVersion("days", 3));

    assertThat(reasons(stale, "2001-01-01"))
        .containsExactly("clean[2001-01-01] was made by another version");
    assertThat(reasons(stale, "2001-01-03"))
        .containsExactly(
            "raw[2001-01-03] was never made",
            "clean[2001-01-03] reads raw[2001-01-03], which is stale");
    assertThat(later.runs()).isEmpty();
  }

  private static List<String> reasons(StaleSteps stale, String key) {
    return stale.byPartition().getOrDefault(Optional.of(PartitionKey.of(key)), List.of()).stream()
        .map((StaleStep step) -> step.step() + " " + step.why().inWords())
        .toList();
  }

  private static BackfillRequest byVersion(String job, int days) {
    String[] keys =
        Stream.iterate(LocalDate.of(2001, 1, 1), day -> day.plusDays(1))
            .limit(days)
            .map(LocalDate::toString)
            .toArray(String[]::new);
    return BackfillRequest.of(new Target.OfJob(job, Optional.empty()), keys(keys)).only(Only.STALE);
  }

  private static List<String> steps(Result run) {
    return run.events(Event.StepStarted.class).stream()
        .map(Event.StepStarted::step)
        .map(StepKey::toString)
        .toList();
  }

  private static BackfillRequest of(String selection, Targets partitions) {
    return BackfillRequest.of(new Target.OfAssets(selection), partitions);
  }

  private static Targets keys(String... keys) {
    return new Targets.Keys(Stream.of(keys).map(PartitionKey::of).toList());
  }

  private static Clockwork inJune(Definition... definitions) {
    return Clockwork.of(Definitions.of(List.of(definitions))).startingAt("2001-06-01T00:00Z");
  }

  private static Clockwork clock(Definition... definitions) {
    return Clockwork.of(Definitions.of(List.of(definitions))).startingAt("2001-03-01T00:00Z");
  }
}
