package io.dagwerk.spi.memory;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.RunCount;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StoredEvent;
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
import java.util.Set;
import java.util.TreeMap;

/// What is read of many runs, in memory.
record MemoryRunHistory(Tables tables) implements RunHistory {
  private List<StoredRun> newestFirst() {
    synchronized (tables) {
      return tables.runs.descendingMap().values().stream().map(log -> log.run).toList();
    }
  }

  @Override
  public RunCount count(RunFilter filter, int most) {
    Limits.checked(most, MOST_COUNTED);
    return RunCount.of(newestFirst().stream().filter(filter::passes).count(), most);
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
  public Timeline timeline(Span span, List<String> jobs, int perJob) {
    Limits.checked(perJob, MOST_OVERLAPPING);
    Map<String, List<StoredRun>> byJob = new TreeMap<>();
    for (StoredRun run : newestFirst()) {
      String job = run.run().work().job();
      if (overlaps(run, span) && (jobs.isEmpty() || jobs.contains(job))) {
        byJob.computeIfAbsent(job, _ -> new ArrayList<>()).add(run);
      }
    }
    List<Timeline.Row> rows = new ArrayList<>();
    byJob.forEach((job, runs) ->
        rows.add(new Timeline.Row(job, runs.stream().limit(perJob).toList(), runs.size())));
    return new Timeline(rows, true);
  }

  private static boolean overlaps(StoredRun run, Span span) {
    Instant from = span.from().orElseThrow();
    Instant to = span.to().orElseThrow();
    return run.times().created().isBefore(to)
        && run.times().ended().map(ended -> !ended.isBefore(from)).orElse(true);
  }

  @Override
  public SequencedMap<RunId, List<StoredStep>> steps(
      Collection<RunId> runs, Collection<StepKey> only) {
    SequencedMap<RunId, List<StoredStep>> steps = new TreeMap<>();
    synchronized (tables) {
      for (RunId run : runs) {
        Log log = tables.runs.get(run);
        List<StoredStep> found =
            log == null
                ? List.of()
                : log.steps.values().stream()
                    .filter(step -> only.isEmpty() || only.contains(step.step()))
                    .toList();
        if (!found.isEmpty()) {
          steps.put(run, found);
        }
      }
    }
    return steps;
  }

  @Override
  public SequencedMap<ContentHash, Bytes> contents(Collection<ContentHash> hashes) {
    SequencedMap<ContentHash, Bytes> contents = new LinkedHashMap<>();
    synchronized (tables) {
      for (ContentHash hash : hashes) {
        Optional.ofNullable(tables.contents.get(hash)).ifPresent(each -> contents.put(hash, each));
      }
    }
    return contents;
  }

  @Override
  public SequencedMap<String, StoredRun> newestOfJobs(String location, Collection<String> jobs) {
    SequencedMap<String, StoredRun> newest = new TreeMap<>();
    for (StoredRun run : newestFirst()) {
      String job = run.run().work().job();
      if (jobs.contains(job) && run.run().work().location().equals(location)) {
        newest.putIfAbsent(job, run);
      }
    }
    return newest;
  }

  @Override
  public List<StoredEvent> events(RunId run, Collection<Long> positions) {
    Set<Long> asked = Set.copyOf(positions);
    synchronized (tables) {
      Log log = tables.runs.get(run);
      return log == null
          ? List.of()
          : log.events.stream().filter(event -> asked.contains(event.position())).toList();
    }
  }

  @Override
  public SequencedMap<String, StoredRun> newest(String job, Collection<String> partitions) {
    SequencedMap<String, StoredRun> newest = new TreeMap<>();
    for (StoredRun run : newestFirst()) {
      String partition = run.run().tags().get(RunTags.PARTITIONS);
      if (partition != null
          && partitions.contains(partition)
          && run.run().work().job().equals(job)) {
        newest.putIfAbsent(partition, run);
      }
    }
    return newest;
  }

  @Override
  public List<Unmade> unmade(AssetKey asset, Collection<PartitionKey> partitions) {
    Map<String, Unmade> newest = new TreeMap<>();
    synchronized (tables) {
      for (Log log : tables.runs.descendingMap().values()) {
        for (var will : log.planned) {
          LedgerRow.AssetPlace place = will.place();
          if (place.asset().equals(asset)
              && place.partition().filter(partitions::contains).isPresent()) {
            PartitionKey key = place.partition().orElseThrow();
            newest.putIfAbsent(
                key.text(),
                new Unmade(
                    key,
                    log.run.id(),
                    log.run.status(),
                    Optional.ofNullable(log.steps.get(will.step()))
                        .map(step -> step.state().status()),
                    log.run.times().created()));
          }
        }
      }
    }
    return List.copyOf(newest.values());
  }
}
