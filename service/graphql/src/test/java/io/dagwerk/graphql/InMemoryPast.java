package io.dagwerk.graphql;

import io.dagwerk.daemon.PastRuns;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.spi.RunCount;
import io.dagwerk.spi.RunDetails;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StepNames;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
  public RunHistory.Timeline timeline(Span span, RunHistory.Jobs jobs, int perJob) {
    Map<String, List<StoredRun>> byJob = new TreeMap<>();
    for (StoredRun run : all(RunFilter.all())) {
      Instant ended = run.times().ended().orElse(Instant.MAX);
      if (jobs.has(run.run().work())
          && run.times().created().isBefore(span.to().orElseThrow())
          && !ended.isBefore(span.from().orElseThrow())) {
        byJob.computeIfAbsent(run.run().work().job(), _ -> new ArrayList<>()).add(run);
      }
    }
    return new RunHistory.Timeline(
        byJob.entrySet().stream()
            .map(row ->
                new RunHistory.Timeline.Row(
                    row.getValue().getFirst().run().work().location(),
                    row.getKey(),
                    row.getValue().stream().limit(perJob).toList(),
                    row.getValue().size()))
            .toList(),
        true);
  }

  private record Named(RunId run, String name, StoredStep step) {}

  private List<Named> named(Collection<RunId> runs) {
    return runs.stream()
        .flatMap(run -> operations.find(run).stream())
        .flatMap(run ->
            operations.steps(run.id()).stream()
                .map(step ->
                    new Named(
                        run.id(),
                        StepNames.of(
                            step.step(),
                            Optional.ofNullable(run.run().tags().get(RunTags.PARTITIONS))),
                        step)))
        .toList();
  }

  @Override
  public RunHistory.Steps steps(Collection<RunId> runs, Collection<String> names, int most) {
    SequencedMap<RunId, List<StoredStep>> steps = new LinkedHashMap<>();
    named(runs).stream()
        .filter(each ->
            names.isEmpty()
                || names.contains(each.name())
                || names.contains(each.step().step().toString()))
        .forEach(
            each -> steps.computeIfAbsent(each.run(), _ -> new ArrayList<>()).add(each.step()));
    return new RunHistory.Steps(steps, true);
  }

  @Override
  public StepNames names(Collection<RunId> runs, Optional<StepNames.Name> after, int limit) {
    Map<String, Long> failed = new TreeMap<>();
    named(runs)
        .forEach(each -> {
          StepStatus status = each.step().state().status();
          boolean isFailed = status == StepStatus.FAILED || status == StepStatus.ABANDONED;
          failed.merge(each.name(), isFailed ? 1L : 0L, Long::sum);
        });
    Comparator<StepNames.Name> order =
        Comparator.comparing(StepNames.Name::failed, Comparator.reverseOrder())
            .thenComparing(StepNames.Name::text);
    List<StepNames.Name> all =
        failed.entrySet().stream()
            .map(each -> new StepNames.Name(each.getKey(), each.getValue()))
            .filter(name -> after.map(last -> order.compare(name, last) > 0).orElse(true))
            .sorted(order)
            .toList();
    List<StepNames.Name> page = all.stream().limit(limit).toList();
    return new StepNames(page, all.size() - page.size(), true);
  }

  @Override
  public Optional<Plan> plan(StoredRun run) {
    return operations.plan(run.id());
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
  public SequencedMap<String, StoredRun> newest(
      RunHistory.Jobs job, Collection<String> partitions) {
    SequencedMap<String, StoredRun> newest = new TreeMap<>();
    for (StoredRun run : all(RunFilter.all())) {
      Optional.ofNullable(run.run().tags().get(RunTags.PARTITIONS))
          .filter(partition -> partitions.contains(partition) && job.has(run.run().work()))
          .ifPresent(partition -> newest.putIfAbsent(partition, run));
    }
    return newest;
  }

  @Override
  public List<RunHistory.Unmade> unmade(
      Collection<AssetKey> assets, Collection<PartitionKey> partitions) {
    return List.of();
  }

  @Override
  public Set<RunId> existing(Collection<RunId> ids) {
    return ids.stream().filter(id -> operations.find(id).isPresent()).collect(Collectors.toSet());
  }

  @Override
  public Optional<Long> length(RunId run) {
    return Optional.of(
        operations.events(run, 0, Integer.MAX_VALUE).stream()
            .mapToLong(RecordedEvent::position)
            .max()
            .orElse(0));
  }
}
