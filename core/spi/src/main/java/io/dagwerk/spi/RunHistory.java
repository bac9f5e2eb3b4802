package io.dagwerk.spi;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What pages show of many runs at once, each with a number of queries that does not grow with
/// them. Thread-safe.
///
/// ```java
/// RunCount failed = history.count(RunFilter.all().of(RunStatus.FAILED), 1_000);
/// Timeline today = history.timeline(Span.of(midnight, now), List.of(), 50);
/// ```
public interface RunHistory {
  /// The furthest that is counted.
  int MOST_COUNTED = 100_000;

  /// The most runs, partitions or contents that are asked for at once.
  int MOST_ASKED = 5_000;

  /// The most runs of a timeline.
  int MOST_OVERLAPPING = 5_000;

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
  /// @param jobs of these; empty for all
  /// @param perJob the most runs of each job, from 1 to [#MOST_OVERLAPPING]; the newest are taken
  Timeline timeline(Span span, List<String> jobs, int perJob);

  /// Runs beside each other.
  ///
  /// @param rows by job
  /// @param isWhole whether no job was left out, because there are more than [#MOST_OVERLAPPING]
  ///   runs
  record Timeline(List<Row> rows, boolean isWhole) {
    public Timeline {
      rows = List.copyOf(rows);
    }

    /// The runs of a job.
    ///
    /// @param runs the newest first
    /// @param overlapping how many there are, with those that were left out
    public record Row(String job, List<StoredRun> runs, long overlapping) {
      public Row {
        runs = List.copyOf(runs);
      }
    }
  }

  /// The steps of some runs that have begun or ended, by run and key; a run without steps is not
  /// among them.
  ///
  /// @param runs up to [#MOST_ASKED]
  /// @param only these steps, up to 1,000; empty for all
  SequencedMap<RunId, List<StoredStep>> steps(Collection<RunId> runs, Collection<StepKey> only);

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
  /// @param partitions up to [#MOST_ASKED]
  SequencedMap<String, StoredRun> newest(String job, Collection<String> partitions);

  /// For each partition of an asset the newest run that was to materialize it and has not, by key.
  ///
  /// @param partitions up to [#MOST_ASKED]
  List<Unmade> unmade(AssetKey asset, Collection<PartitionKey> partitions);

  /// A value that a run was to make and has not.
  ///
  /// @param run where it stands
  /// @param step where the step that was to make it stands; empty when it has not begun
  record Unmade(
      PartitionKey partition,
      RunId id,
      RunStatus run,
      Optional<StepStatus> step,
      Instant created) {}
}
