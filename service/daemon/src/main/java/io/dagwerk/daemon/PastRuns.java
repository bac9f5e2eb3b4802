package io.dagwerk.daemon;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.RunCount;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;

/// What may be asked of many runs at once; see [RunHistory] for what is bounded how. Thread-safe.
public interface PastRuns {
  RunCount count(RunFilter filter, int most);

  /// How many runs pass the filter in each status, whatever the filter says of statuses.
  SequencedMap<RunStatus, RunCount> countByStatus(RunFilter filter, int most);

  /// The runs that overlap a part of time, by job.
  RunHistory.Timeline timeline(Span span, List<String> jobs, int perJob);

  /// The steps of some runs that have begun or ended.
  ///
  /// @param only these steps; empty for all
  SequencedMap<RunId, List<StoredStep>> steps(Collection<RunId> runs, Collection<StepKey> only);

  /// What some runs were going to do.
  SequencedMap<RunId, Plan> plans(Collection<StoredRun> runs);

  /// The newest run of each of some jobs of a location, by the jobs' names.
  SequencedMap<String, StoredRun> newestOfJobs(String location, Collection<String> jobs);

  /// Events of a log by their positions, in order; none when it has expired.
  List<RecordedEvent> events(RunId run, Collection<Long> positions);

  /// The newest run of a job for each partition for which one was launched alone.
  SequencedMap<String, StoredRun> newest(String job, Collection<String> partitions);

  /// For each partition of an asset the newest run that was to materialize it and has not.
  List<RunHistory.Unmade> unmade(AssetKey asset, Collection<PartitionKey> partitions);
}
