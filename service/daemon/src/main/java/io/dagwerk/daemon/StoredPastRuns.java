package io.dagwerk.daemon;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.RunCount;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StepNames;
import io.dagwerk.spi.StoredRun;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// What the stores tell of many runs at once, decoded.
record StoredPastRuns(RunHistory history) implements PastRuns {
  @Override
  public RunCount count(RunFilter filter, int most) {
    return history.count(filter, most);
  }

  @Override
  public SequencedMap<RunStatus, RunCount> countByStatus(RunFilter filter, int most) {
    return history.countByStatus(filter, most);
  }

  @Override
  public RunHistory.Timeline timeline(Span span, RunHistory.Jobs jobs, int perJob) {
    return history.timeline(span, jobs, perJob);
  }

  @Override
  public RunHistory.Steps steps(Collection<RunId> runs, Collection<String> names, int most) {
    return history.steps(runs, names, most);
  }

  @Override
  public StepNames names(Collection<RunId> runs, Optional<StepNames.Name> after, int limit) {
    return history.names(runs, after, limit);
  }

  @Override
  public Optional<Plan> plan(StoredRun run) {
    ContentHash hash = run.run().work().contents().plan();
    return Optional.ofNullable(history.contents(List.of(hash)).get(hash))
        .map(content -> PlanCodec.decode(content.toArray()));
  }

  @Override
  public SequencedMap<String, StoredRun> newestOfJobs(String location, Collection<String> jobs) {
    return history.newestOfJobs(location, jobs);
  }

  @Override
  public List<RecordedEvent> events(RunId run, Collection<Long> positions) {
    return history.events(run, positions).stream()
        .map(event ->
            new RecordedEvent(
                run,
                event.position(),
                event.at(),
                EventCodec.decode(event.event().toArray()).shown()))
        .toList();
  }

  @Override
  public SequencedMap<String, StoredRun> newest(
      RunHistory.Jobs job, Collection<String> partitions) {
    return history.newest(job, partitions);
  }

  @Override
  public List<RunHistory.Unmade> unmade(
      Collection<AssetKey> assets, Collection<PartitionKey> partitions) {
    return history.unmade(assets, partitions);
  }

  /// As many as there are, some at a time.
  @Override
  public Set<RunId> existing(Collection<RunId> ids) {
    Set<RunId> existing = new HashSet<>();
    List<RunId> all = List.copyOf(Set.copyOf(ids));
    for (int from = 0; from < all.size(); from += RunHistory.MOST_ASKED) {
      int to = Math.min(all.size(), from + RunHistory.MOST_ASKED);
      existing.addAll(history.existing(all.subList(from, to)));
    }
    return existing;
  }

  @Override
  public Optional<Long> length(RunId run) {
    return history.length(run);
  }
}
