package io.dagwerk.graphql;

import io.dagwerk.daemon.PastRuns;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.RunCount;
import io.dagwerk.spi.RunDetails;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What [InMemoryOperations] tells of many runs at once.
record InMemoryPast(InMemoryOperations operations) implements PastRuns {
  private List<StoredRun> all(RunFilter filter) {
    return operations.list(filter, Optional.empty(), Integer.MAX_VALUE);
  }

  @Override
  public RunCount count(RunFilter filter, int most) {
    return RunCount.of(all(filter).size(), most);
  }

  @Override
  public SequencedMap<RunStatus, RunCount> countByStatus(RunFilter filter, int most) {
    SequencedMap<RunStatus, RunCount> counts = new LinkedHashMap<>();
    for (RunStatus status : RunStatus.values()) {
      counts.put(status, count(filter.ofAny(List.of(status)), most));
    }
    return counts;
  }

  @Override
  public RunHistory.Timeline timeline(Span span, List<String> jobs, int perJob) {
    Map<String, List<StoredRun>> byJob = new TreeMap<>();
    for (StoredRun run : all(RunFilter.all())) {
      String job = run.run().work().job();
      Instant ended = run.times().ended().orElse(Instant.MAX);
      if ((jobs.isEmpty() || jobs.contains(job))
          && run.times().created().isBefore(span.to().orElseThrow())
          && !ended.isBefore(span.from().orElseThrow())) {
        byJob.computeIfAbsent(job, _ -> new ArrayList<>()).add(run);
      }
    }
    return new RunHistory.Timeline(
        byJob.entrySet().stream()
            .map(row ->
                new RunHistory.Timeline.Row(
                    row.getKey(),
                    row.getValue().stream().limit(perJob).toList(),
                    row.getValue().size()))
            .toList(),
        true);
  }

  @Override
  public SequencedMap<RunId, List<StoredStep>> steps(
      Collection<RunId> runs, Collection<StepKey> only) {
    SequencedMap<RunId, List<StoredStep>> steps = new LinkedHashMap<>();
    for (RunId run : runs) {
      steps.put(
          run,
          operations.steps(run).stream()
              .filter(step -> only.isEmpty() || only.contains(step.step()))
              .toList());
    }
    return steps;
  }

  @Override
  public SequencedMap<RunId, Plan> plans(Collection<StoredRun> runs) {
    SequencedMap<RunId, Plan> plans = new LinkedHashMap<>();
    runs.forEach(run -> operations.plan(run.id()).ifPresent(plan -> plans.put(run.id(), plan)));
    return plans;
  }

  @Override
  public SequencedMap<String, StoredRun> newestOfJobs(String location, Collection<String> jobs) {
    SequencedMap<String, StoredRun> newest = new TreeMap<>();
    for (StoredRun run : all(RunFilter.all().with(RunDetails.any().ofLocation(location)))) {
      if (jobs.contains(run.run().work().job())) {
        newest.putIfAbsent(run.run().work().job(), run);
      }
    }
    return newest;
  }

  @Override
  public List<RecordedEvent> events(RunId run, Collection<Long> positions) {
    return operations.events(run, 0, Integer.MAX_VALUE).stream()
        .filter(event -> positions.contains(event.position()))
        .toList();
  }

  @Override
  public SequencedMap<String, StoredRun> newest(String job, Collection<String> partitions) {
    SequencedMap<String, StoredRun> newest = new TreeMap<>();
    for (StoredRun run : all(RunFilter.all().ofJob(job))) {
      Optional.ofNullable(run.run().tags().get(RunTags.PARTITIONS))
          .filter(partitions::contains)
          .ifPresent(partition -> newest.putIfAbsent(partition, run));
    }
    return newest;
  }

  @Override
  public List<RunHistory.Unmade> unmade(AssetKey asset, Collection<PartitionKey> partitions) {
    return List.of();
  }
}
