package io.dagwerk.spi.memory;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunCount;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StepNames;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredEvent;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  public Timeline timeline(Span span, Jobs jobs, int perJob) {
    Limits.checked(perJob, MOST_OVERLAPPING);
    Map<List<String>, List<StoredRun>> byJob =
        new TreeMap<>(
            Comparator.comparing((List<String> key) -> key.getFirst())
                .thenComparing(List::getLast));
    for (StoredRun run : newestFirst()) {
      NewRun.Work work = run.run().work();
      if (overlaps(run, span) && jobs.has(work)) {
        byJob
            .computeIfAbsent(List.of(work.job(), work.location()), _ -> new ArrayList<>())
            .add(run);
      }
    }
    List<Timeline.Row> rows = new ArrayList<>();
    byJob.forEach((job, runs) ->
        rows.add(
            new Timeline.Row(
                job.getLast(), job.getFirst(), runs.stream().limit(perJob).toList(), runs.size())));
    return new Timeline(rows, true);
  }

  private static boolean overlaps(StoredRun run, Span span) {
    Instant from = span.from().orElseThrow();
    Instant to = span.to().orElseThrow();
    return run.times().created().isBefore(to)
        && run.times().ended().map(ended -> !ended.isBefore(from)).orElse(true);
  }

  @Override
  public Steps steps(Collection<RunId> runs, Collection<String> names, int most) {
    Limits.checked(most, MOST_STEPS);
    SequencedMap<RunId, List<StoredStep>> steps = new LinkedHashMap<>();
    int left = most;
    boolean isWhole = true;
    synchronized (tables) {
      for (RunId run : new TreeSet<>(runs).descendingSet()) {
        List<StoredStep> all =
            named(run)
                .filter(each ->
                    names.isEmpty()
                        || names.contains(each.name())
                        || names.contains(each.step().step().toString()))
                .map(Named::step)
                .toList();
        List<StoredStep> found = all.stream().limit(left).toList();
        isWhole &= found.size() == all.size();
        left -= found.size();
        if (!found.isEmpty()) {
          steps.put(run, found);
        }
      }
    }
    return new Steps(steps, isWhole);
  }

  private record Named(String name, StoredStep step) {}

  private Stream<Named> named(RunId run) {
    Log log = tables.runs.get(run);
    if (log == null) {
      return Stream.of();
    }
    Optional<String> partition = Optional.ofNullable(log.run.run().tags().get(RunTags.PARTITIONS));
    return log.steps.values().stream()
        .map(step -> new Named(StepNames.of(step.step(), partition), step));
  }

  @Override
  public StepNames names(Collection<RunId> runs, Optional<StepNames.Name> after, int limit) {
    Limits.checked(limit, MOST_NAMES);
    Map<String, Long> failed = new TreeMap<>();
    synchronized (tables) {
      runs.stream()
          .distinct()
          .flatMap(this::named)
          .forEach(each -> {
            StepStatus status = each.step().state().status();
            boolean isFailed = status == StepStatus.FAILED || status == StepStatus.ABANDONED;
            failed.merge(each.name(), isFailed ? 1L : 0L, Long::sum);
          });
    }
    Comparator<StepNames.Name> order =
        Comparator.comparing(StepNames.Name::failed, Comparator.reverseOrder())
            .thenComparing(StepNames.Name::text);
    List<StepNames.Name> names =
        failed.entrySet().stream()
            .map(each -> new StepNames.Name(each.getKey(), each.getValue()))
            .filter(name -> after.map(last -> order.compare(name, last) > 0).orElse(true))
            .sorted(order)
            .toList();
    List<StepNames.Name> page = names.stream().limit(limit).toList();
    return new StepNames(page, names.size() - page.size(), true);
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
  public SequencedMap<String, StoredRun> newest(Jobs job, Collection<String> partitions) {
    SequencedMap<String, StoredRun> newest = new TreeMap<>();
    for (StoredRun run : newestFirst()) {
      String partition = run.run().tags().get(RunTags.PARTITIONS);
      if (partition != null && partitions.contains(partition) && job.has(run.run().work())) {
        newest.putIfAbsent(partition, run);
      }
    }
    return newest;
  }

  @Override
  public List<Unmade> unmade(Collection<AssetKey> assets, Collection<PartitionKey> partitions) {
    Map<String, Unmade> newest = new TreeMap<>();
    synchronized (tables) {
      for (Log log : tables.runs.descendingMap().values()) {
        for (var will : log.planned) {
          LedgerRow.AssetPlace place = will.place();
          Optional<StepStatus> step =
              Optional.ofNullable(log.steps.get(will.step())).map(found -> found.state().status());
          if (assets.contains(place.asset())
              && place.partition().filter(partitions::contains).isPresent()
              && Unmade.matters(log.run.status(), step)) {
            PartitionKey key = place.partition().orElseThrow();
            newest.putIfAbsent(
                place.asset() + "\n" + key.text(),
                new Unmade(place.asset(), key, log.run.id(), log.run.status(), step));
          }
        }
      }
    }
    return List.copyOf(newest.values());
  }

  @Override
  public Set<RunId> existing(Collection<RunId> ids) {
    synchronized (tables) {
      return ids.stream().filter(tables.runs::containsKey).collect(Collectors.toSet());
    }
  }

  @Override
  public Optional<Long> length(RunId run) {
    synchronized (tables) {
      return Optional.ofNullable(tables.runs.get(run))
          .map(log -> log.events.isEmpty() ? 0 : log.events.getLast().position());
    }
  }
}
