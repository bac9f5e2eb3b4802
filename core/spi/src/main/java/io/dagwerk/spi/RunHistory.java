package io.dagwerk.spi;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// What pages show of many runs at once, each with a number of queries that does not grow with
/// them. Thread-safe.
///
/// ```java
/// RunCount failed = history.count(RunFilter.all().of(RunStatus.FAILED), 1_000);
/// Timeline today = history.timeline(Span.of(midnight, now), Jobs.all(), 50);
/// ```
public interface RunHistory {
  /// The furthest that is counted.
  int MOST_COUNTED = 100_000;

  /// The most runs, partitions or contents that are asked for at once.
  int MOST_ASKED = 5_000;

  /// The most runs of a timeline.
  int MOST_OVERLAPPING = 5_000;

  /// The most steps that are read at once.
  int MOST_STEPS = 100_000;

  /// The most steps that are looked at to find their names, or those of some names: those of the
  /// newest runs.
  int MOST_SEEN = 200_000;

  /// The most names of steps that are asked for at once, and of jobs.
  int MOST_NAMES = 1_000;

  /// How many runs pass the filter.
  ///
  /// @param most where the counting stops, from 1 to [#MOST_COUNTED]
  RunCount count(RunFilter filter, int most);

  /// How many runs pass the filter in each status, in the order of the statuses, whatever the
  /// filter says of them.
  ///
  /// @param most where the counting of each stops, from 1 to [#MOST_COUNTED]
  SequencedMap<RunStatus, RunCount> countByStatus(RunFilter filter, int most);

  /// The runs that overlap a part of time: created before its end, and not ended before it began.
  ///
  /// @param span bounded on both sides
  /// @param jobs of these
  /// @param perJob the most runs of each job, from 1 to [#MOST_OVERLAPPING]; the newest are taken
  Timeline timeline(Span span, Jobs jobs, int perJob);

  /// Jobs by their names, which several locations may have.
  ///
  /// @param location whose they are; empty for all
  /// @param names up to [#MOST_NAMES]; empty for all
  record Jobs(Optional<String> location, List<String> names) {
    public Jobs {
      names = List.copyOf(names);
    }

    public static Jobs all() {
      return new Jobs(Optional.empty(), List.of());
    }

    /// The jobs of this name.
    public static Jobs named(String name) {
      return new Jobs(Optional.empty(), List.of(name));
    }

    public Jobs of(Optional<String> other) {
      return new Jobs(other, names);
    }

    public boolean has(NewRun.Work work) {
      return (names.isEmpty() || names.contains(work.job()))
          && location.map(work.location()::equals).orElse(true);
    }
  }

  /// Runs beside each other.
  ///
  /// @param rows by job, then by location
  /// @param isWhole whether no job was left out, because there are more than [#MOST_OVERLAPPING]
  ///   runs
  record Timeline(List<Row> rows, boolean isWhole) {
    public Timeline {
      rows = List.copyOf(rows);
    }

    /// The runs of a job of a location.
    ///
    /// @param runs the newest first
    /// @param overlapping how many there are, with those that were left out
    public record Row(String location, String job, List<StoredRun> runs, long overlapping) {
      public Row {
        runs = List.copyOf(runs);
      }
    }
  }

  /// The steps of some runs that have begun or ended, by run and key; a run without steps is not
  /// among them.
  ///
  /// @param runs up to [#MOST_ASKED]
  /// @param names keys of steps, or names as [StepNames] has them, up to [#MOST_NAMES]; empty for
  ///   all
  /// @param most from 1 to [#MOST_STEPS]; the steps of the newest runs are taken
  Steps steps(Collection<RunId> runs, Collection<String> names, int most);

  /// Steps of runs.
  ///
  /// @param isWhole whether none was left out, and none was not looked at
  record Steps(SequencedMap<RunId, List<StoredStep>> byRun, boolean isWhole) {
    public Steps {
      byRun = Ordered.copyOf(byRun);
    }

    /// The steps of a run, by key.
    public List<StoredStep> of(RunId run) {
      return byRun.getOrDefault(run, List.of());
    }
  }

  /// The names of the steps of some runs, of which no more than [#MOST_SEEN] are looked at: those
  /// that failed or were abandoned most often first, then by name.
  ///
  /// @param runs up to [#MOST_ASKED]
  /// @param after the last of the page before
  /// @param limit from 1 to [#MOST_NAMES]
  StepNames names(Collection<RunId> runs, Optional<StepNames.Name> after, int limit);

  /// Contents that runs refer to; one that is not stored is not among them.
  ///
  /// @param hashes up to [#MOST_ASKED]
  SequencedMap<ContentHash, Bytes> contents(Collection<ContentHash> hashes);

  /// The newest run of each of some jobs of a location, by the jobs' names; one that never ran is
  /// not among them.
  ///
  /// @param jobs up to [#MOST_ASKED]
  SequencedMap<String, StoredRun> newestOfJobs(String location, Collection<String> jobs);

  /// Events of a log by their positions, in order; none when it has expired.
  ///
  /// @param positions up to [Journal#MOST]
  List<StoredEvent> events(RunId run, Collection<Long> positions);

  /// The newest run of a job for each partition, by the partitions' keys; a partition for which
  /// none was launched alone is not among them.
  ///
  /// @param job all that are meant have this name
  /// @param partitions up to [#MOST_ASKED]
  SequencedMap<String, StoredRun> newest(Jobs job, Collection<String> partitions);

  /// For each partition of some assets the newest run that is going to materialize it, or failed
  /// to, by asset and partition. What was canceled or skipped is none of them.
  ///
  /// @param assets up to [#MOST_NAMES]
  /// @param partitions up to [#MOST_ASKED]
  List<Unmade> unmade(Collection<AssetKey> assets, Collection<PartitionKey> partitions);

  /// A value that a run was to make and has not.
  ///
  /// @param run where it stands
  /// @param step where the step that was to make it stands; empty when it has not begun
  record Unmade(
      AssetKey asset, PartitionKey partition, RunId id, RunStatus run, Optional<StepStatus> step) {
    /// Whether it is the newest word about the value.
    public static boolean matters(RunStatus run, Optional<StepStatus> step) {
      return !run.isFinal()
          || (run == RunStatus.FAILED
              && step.map(status -> status == StepStatus.FAILED || status == StepStatus.ABANDONED)
                  .orElse(true));
    }
  }

  /// Those of some ids that are of runs.
  ///
  /// @param ids up to [#MOST_ASKED]
  Set<RunId> existing(Collection<RunId> ids);

  /// The position of the last event of a run; empty when there is no such run.
  Optional<Long> length(RunId run);
}
