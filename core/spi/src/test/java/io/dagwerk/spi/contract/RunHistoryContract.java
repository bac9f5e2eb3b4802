package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunCount;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory.Jobs;
import io.dagwerk.spi.RunHistory.Steps;
import io.dagwerk.spi.RunHistory.Timeline;
import io.dagwerk.spi.RunHistory.Unmade;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StepNames;
import io.dagwerk.spi.StepState;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredEvent;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What every store tells of many runs at once.
public abstract class RunHistoryContract extends StorageContract {
  private static final StepKey LOAD = StepKey.of("load");

  private static Instant at(int minutes) {
    return Given.NOW.plusSeconds(60L * minutes);
  }

  /// A run that was created and started at a time.
  private RunId started(String job, int minutes, String... tags) {
    NewRun run = Given.newRun(storage, job, 0, Given.tags(tags));
    RunId id = RunId.createdAt(at(minutes));
    storage
        .runs()
        .create(
            new NewRun(id, run.work(), run.lineage(), 0, run.tags()),
            at(minutes),
            List.of(new Entry(at(minutes), Bytes.ofText("queued"), List.of())));
    happen(id, minutes, new Change.AttemptStarted(1));
    happen(id, minutes, Given.to(RunStatus.STARTED));
    return id;
  }

  private RunId ended(String job, int from, int to, RunStatus status, String... tags) {
    RunId id = started(job, from, tags);
    happen(id, to, Given.to(status));
    return id;
  }

  private void happen(RunId run, int minutes, Change... changes) {
    Entry event = new Entry(at(minutes), Bytes.ofText("at " + minutes), List.of(changes));
    storage.runs().move(new Move(run, Optional.empty(), List.of(event)));
  }

  @Test
  void runsAreCountedUpToABound() {
    ended("a", 0, 1, RunStatus.FAILED);
    ended("a", 1, 2, RunStatus.FAILED);
    started("b", 2);
    RunFilter ofA = RunFilter.all().ofJob("a");
    assertThat(storage.history().count(ofA, 2)).isEqualTo(new RunCount(2, true));
    assertThat(storage.history().count(ofA, 1)).isEqualTo(new RunCount(1, false));
    assertThatThrownBy(() -> storage.history().count(ofA, 0)).hasMessageContaining("found 0");
  }

  @Test
  void runsAreCountedInEachStatusWhateverTheFilterSaysOfIt() {
    ended("a", 0, 1, RunStatus.FAILED);
    ended("a", 1, 2, RunStatus.SUCCEEDED);
    ended("a", 1, 3, RunStatus.SUCCEEDED);
    started("b", 2);
    Map<RunStatus, RunCount> counts =
        storage.history().countByStatus(RunFilter.all().ofJob("a").of(RunStatus.QUEUED), 1);
    assertThat(counts.keySet()).containsExactly(RunStatus.values());
    assertThat(counts)
        .containsEntry(RunStatus.FAILED, new RunCount(1, true))
        .containsEntry(RunStatus.SUCCEEDED, new RunCount(1, false))
        .containsEntry(RunStatus.STARTED, new RunCount(0, true));
  }

  @Test
  void aTimelineHasWhatOverlapsItsTimeByJob() {
    ended("a", 0, 9, RunStatus.SUCCEEDED);
    RunId ending = ended("a", 1, 10, RunStatus.SUCCEEDED);
    RunId within = ended("a", 11, 12, RunStatus.FAILED);
    RunId open = started("b", 2);
    started("b", 20);
    ended("c", 25, 26, RunStatus.SUCCEEDED);
    Timeline timeline = storage.history().timeline(Span.of(at(10), at(20)), Jobs.all(), 10);
    assertThat(timeline.isWhole()).isTrue();
    assertThat(timeline.rows()).extracting(Timeline.Row::job).containsExactly("a", "b");
    assertThat(timeline.rows().getFirst().runs())
        .extracting(StoredRun::id)
        .containsExactly(within, ending);
    assertThat(timeline.rows().getLast().runs()).extracting(StoredRun::id).containsExactly(open);
    assertThat(timeline.rows().getLast().runs().getFirst())
        .isEqualTo(storage.runs().find(open).orElseThrow());
  }

  @Test
  void aTimelineSaysHowManyRunsOfAJobItLeavesOut() {
    ended("a", 1, 2, RunStatus.SUCCEEDED);
    ended("a", 2, 3, RunStatus.SUCCEEDED);
    RunId newest = started("a", 3);
    started("b", 3);
    Timeline timeline = storage.history().timeline(Span.of(at(0), at(9)), Jobs.named("a"), 1);
    assertThat(timeline.rows()).hasSize(1);
    assertThat(timeline.rows().getFirst().overlapping()).isEqualTo(3);
    assertThat(timeline.rows().getFirst().runs()).extracting(StoredRun::id).containsExactly(newest);
    assertThat(storage.history().timeline(Span.of(at(50), at(51)), Jobs.named("z"), 1).rows())
        .isEmpty();
    Jobs elsewhere = Jobs.all().of(Optional.of("elsewhere"));
    assertThat(storage.history().timeline(Span.of(at(0), at(9)), elsewhere, 1).rows()).isEmpty();
    Jobs here = Jobs.all().of(Optional.of("here"));
    assertThat(storage.history().timeline(Span.of(at(0), at(9)), here, 1).rows())
        .extracting(Timeline.Row::location)
        .containsExactly("here", "here");
  }

  @Test
  void theStepsOfManyRunsAreReadAtOnce() {
    RunId first = started("a", 0);
    RunId second = started("a", 1);
    started("a", 2);
    happen(first, 3, Given.stepTo("load", StepStatus.RUNNING));
    happen(first, 4, Given.stepTo("clean", StepStatus.RUNNING));
    happen(second, 5, Given.stepTo("load", StepStatus.RUNNING));
    List<RunId> runs = List.of(first, second);
    assertThat(storage.history().steps(runs, List.of(), 10))
        .isEqualTo(
            new Steps(
                Ordered.copyOf(
                    new TreeMap<>(
                        Map.of(
                            first,
                            storage.runs().steps(first),
                            second,
                            storage.runs().steps(second)))),
                true));
    assertThat(storage.history().steps(runs, List.of("clean"), 10).byRun().keySet())
        .containsExactly(first);
    assertThat(storage.history().steps(List.of(), List.of(), 1).byRun()).isEmpty();
  }

  @Test
  void noMoreStepsThanWereAskedForAreReadAndThoseOfTheNewestRunsAreTaken() {
    RunId first = started("a", 0);
    RunId second = started("a", 1);
    for (RunId run : List.of(first, second)) {
      happen(run, 3, Given.stepTo("load", StepStatus.RUNNING));
    }
    Steps steps = storage.history().steps(List.of(first, second), List.of(), 1);
    assertThat(steps.byRun().keySet()).containsExactly(second);
    assertThat(steps.isWhole()).isFalse();
    assertThatThrownBy(() -> storage.history().steps(List.of(first), List.of(), 0))
        .hasMessageContaining("found 0");
  }

  @Test
  void stepsAreNamedWithoutThePartitionOfTheirRunThoseThatFailedFirst() {
    RunId monday = started("a", 0, RunTags.PARTITIONS, "monday");
    RunId tuesday = started("a", 1, RunTags.PARTITIONS, "tuesday");
    happen(monday, 2, Given.stepTo("load[monday]", StepStatus.RUNNING));
    happen(monday, 3, Given.stepTo("load[monday]", StepStatus.FAILED));
    happen(monday, 3, Given.stepTo("clean[monday][x]", StepStatus.RUNNING));
    happen(tuesday, 4, Given.stepTo("load[tuesday]", StepStatus.RUNNING));
    happen(tuesday, 4, Given.stepTo("load[monday]", StepStatus.RUNNING));
    List<RunId> runs = List.of(monday, tuesday);
    StepNames first = storage.history().names(runs, Optional.empty(), 1);
    assertThat(first).isEqualTo(new StepNames(List.of(new StepNames.Name("load", 1)), 2, true));
    assertThat(storage.history().names(runs, Optional.of(first.names().getLast()), 5))
        .isEqualTo(
            new StepNames(
                List.of(
                    new StepNames.Name("clean[monday][x]", 0),
                    new StepNames.Name("load[monday]", 0)),
                0,
                true));
    assertThat(storage.history().steps(runs, List.of("load"), 10).of(tuesday))
        .extracting(StoredStep::step)
        .containsExactly(StepKey.parse("load[tuesday]"));
    assertThat(storage.history().names(List.of(), Optional.empty(), 5).names()).isEmpty();
  }

  @Test
  void theBeginningOfTheLastAttemptOfAStepIsKept() {
    RunId run = started("a", 0);
    happen(run, 1, Given.stepTo("load", StepStatus.RUNNING));
    happen(run, 2, Given.stepTo("load", StepStatus.WAITING_TO_RETRY));
    happen(run, 5, new Change.StepMoved(LOAD, StepState.of(StepStatus.RUNNING, 2, "")));
    happen(run, 7, new Change.StepMoved(LOAD, StepState.of(StepStatus.FAILED, 2, "no")));
    assertThat(storage.runs().steps(run))
        .containsExactly(
            new StoredStep(
                LOAD,
                StepState.of(StepStatus.FAILED, 2, "no"),
                Optional.of(at(1)),
                Optional.of(at(5)),
                Optional.of(at(7))));
  }

  @Test
  void contentsAreReadAtOnce() {
    ContentHash one = storage.snapshots().put(Bytes.ofText("one"));
    ContentHash two = storage.snapshots().put(Bytes.ofText("two"));
    ContentHash missing = ContentHash.of(Bytes.ofText("three"));
    assertThat(storage.history().contents(List.of(one, missing, two)))
        .isEqualTo(Map.of(one, Bytes.ofText("one"), two, Bytes.ofText("two")));
    assertThat(storage.history().contents(List.of())).isEmpty();
  }

  @Test
  void eventsAreReadByTheirPositions() {
    RunId run = Given.startedRun(storage);
    append(Given.batch(run, 1, 5));
    assertThat(storage.history().events(run, List.of(6L, 3L, 99L)))
        .extracting(StoredEvent::position)
        .containsExactly(3L, 6L);
    assertThat(storage.history().events(run, List.of())).isEmpty();
  }

  @Test
  void theNewestRunOfEachPartitionIsFound() {
    ended("a", 0, 1, RunStatus.FAILED, RunTags.PARTITIONS, "monday");
    RunId again = ended("a", 2, 3, RunStatus.SUCCEEDED, RunTags.PARTITIONS, "monday");
    RunId next = started("a", 1, RunTags.PARTITIONS, "tuesday", "team", "ops");
    started("b", 5, RunTags.PARTITIONS, "monday");
    assertThat(storage.history().newest(Jobs.named("a"), List.of("monday", "tuesday", "friday")))
        .isEqualTo(
            Map.of(
                "monday", storage.runs().find(again).orElseThrow(),
                "tuesday", storage.runs().find(next).orElseThrow()));
    assertThat(storage.history().newest(Jobs.named("a"), List.of())).isEmpty();
    assertThat(
            storage
                .history()
                .newest(Jobs.named("a").of(Optional.of("elsewhere")), List.of("monday")))
        .isEmpty();
  }

  @Test
  void theNewestRunOfEachJobOfALocationIsFound() {
    started("a", 0);
    RunId again = started("a", 1);
    RunId other = ended("b", 0, 2, RunStatus.FAILED);
    started("c", 3);
    assertThat(storage.history().newestOfJobs("here", List.of("a", "b", "never")))
        .isEqualTo(
            Map.of(
                "a", storage.runs().find(again).orElseThrow(),
                "b", storage.runs().find(other).orElseThrow()));
    assertThat(storage.history().newestOfJobs("there", List.of("a"))).isEmpty();
    assertThat(storage.history().newestOfJobs("here", List.of())).isEmpty();
  }

  @Test
  void whatWasToBeMadeAndWasNotIsKnownByPartition() {
    AssetKey asset = AssetKey.of("flights");
    PartitionKey monday = PartitionKey.of("monday");
    PartitionKey tuesday = PartitionKey.of("tuesday");
    RunId failed = started("a", 0);
    happen(failed, 0, planned(asset, monday), planned(asset, tuesday));
    happen(failed, 1, Given.stepTo("load", StepStatus.RUNNING));
    happen(failed, 2, Given.stepTo("load", StepStatus.FAILED));
    happen(failed, 3, Given.to(RunStatus.FAILED));
    RunId waiting = started("a", 5);
    happen(waiting, 5, planned(asset, tuesday));
    assertThat(storage.history().unmade(List.of(asset), List.of(monday, tuesday)))
        .containsExactly(
            new Unmade(asset, monday, failed, RunStatus.FAILED, Optional.of(StepStatus.FAILED)),
            new Unmade(asset, tuesday, waiting, RunStatus.STARTED, Optional.empty()));
    assertThat(storage.history().unmade(List.of(asset), List.of(PartitionKey.of("friday"))))
        .isEmpty();
  }

  @Test
  void whatNeverBeganOfAFailedRunIsNotMadeAndACanceledRunHidesNoFailure() {
    AssetKey asset = AssetKey.of("flights");
    PartitionKey monday = PartitionKey.of("monday");
    RunId failed = started("a", 0);
    happen(failed, 0, planned(asset, monday));
    happen(failed, 1, Given.to(RunStatus.FAILED));
    RunId canceled = started("a", 5);
    happen(canceled, 5, planned(asset, monday));
    happen(canceled, 6, Given.to(RunStatus.CANCELED));
    assertThat(storage.history().unmade(List.of(asset, AssetKey.of("other")), List.of(monday)))
        .containsExactly(new Unmade(asset, monday, failed, RunStatus.FAILED, Optional.empty()));
  }

  @Test
  void runsAreKnownToExistAndHowLongTheirLogsAre() {
    RunId run = started("a", 0);
    RunId none = RunId.createdAt(at(1));
    assertThat(storage.history().existing(List.of(run, none))).containsExactly(run);
    assertThat(storage.history().existing(List.of())).isEmpty();
    assertThat(storage.history().length(run)).contains(3L);
    assertThat(storage.history().length(none)).isEmpty();
  }

  private static Change planned(AssetKey asset, PartitionKey partition) {
    return new Change.MaterializationPlanned(
        LOAD, new LedgerRow.AssetPlace(asset, Optional.of(partition)));
  }
}
