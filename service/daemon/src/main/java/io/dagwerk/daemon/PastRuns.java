package io.dagwerk.daemon;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.RunCount;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StepNames;
import io.dagwerk.spi.StoredRun;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// What may be asked of many runs at once; see [RunHistory] for what is bounded how. Thread-safe.
public interface PastRuns {
  RunCount count(RunFilter filter, int most);

  /// How many runs pass the filter in each status, whatever the filter says of statuses.
  SequencedMap<RunStatus, RunCount> countByStatus(RunFilter filter, int most);

  /// The runs that overlap a part of time, by job.
  RunHistory.Timeline timeline(Span span, RunHistory.Jobs jobs, int perJob);

  /// The steps of some runs that have begun or ended, of which those of the newest runs are taken.
  ///
  /// @param names keys of steps, or names as [StepNames] has them; empty for all
  RunHistory.Steps steps(Collection<RunId> runs, Collection<String> names, int most);

  /// The names of the steps of some runs, those that failed most often first.
  StepNames names(Collection<RunId> runs, Optional<StepNames.Name> after, int limit);

  /// What a run was going to do.
  Optional<Plan> plan(StoredRun run);

  /// The newest run of each of some jobs of a location, by the jobs' names.
  SequencedMap<String, StoredRun> newestOfJobs(String location, Collection<String> jobs);

  /// Events of a log by their positions, in order; none when it has expired.
  List<RecordedEvent> events(RunId run, Collection<Long> positions);

  /// The newest run of a job for each partition for which one was launched alone.
  SequencedMap<String, StoredRun> newest(RunHistory.Jobs job, Collection<String> partitions);

  /// For each partition of some assets the newest run that is going to materialize it, or failed
  /// to.
  List<RunHistory.Unmade> unmade(Collection<AssetKey> assets, Collection<PartitionKey> partitions);

  /// Those of some ids that are of runs.
  Set<RunId> existing(Collection<RunId> ids);

  /// The position of the last event of a run; empty when there is no such run.
  Optional<Long> length(RunId run);
}
