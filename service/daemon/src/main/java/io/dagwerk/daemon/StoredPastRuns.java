package io.dagwerk.daemon;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.RunCount;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

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
  public RunHistory.Timeline timeline(Span span, List<String> jobs, int perJob) {
    return history.timeline(span, jobs, perJob);
  }

  @Override
  public SequencedMap<RunId, List<StoredStep>> steps(
      Collection<RunId> runs, Collection<StepKey> only) {
    return history.steps(runs, only);
  }

  /// Runs of the same work share a plan, which is decoded once.
  @Override
  public SequencedMap<RunId, Plan> plans(Collection<StoredRun> runs) {
    List<ContentHash> hashes = runs.stream().map(StoredPastRuns::hash).distinct().toList();
    Map<ContentHash, Plan> decoded = new HashMap<>();
    for (Map.Entry<ContentHash, Bytes> content : history.contents(hashes).entrySet()) {
      decoded.put(content.getKey(), PlanCodec.decode(content.getValue().toArray()));
    }
    SequencedMap<RunId, Plan> plans = new LinkedHashMap<>();
    for (StoredRun run : runs) {
      Optional.ofNullable(decoded.get(hash(run))).ifPresent(plan -> plans.put(run.id(), plan));
    }
    return plans;
  }

  private static ContentHash hash(StoredRun run) {
    return run.run().work().contents().plan();
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
  public SequencedMap<String, StoredRun> newest(String job, Collection<String> partitions) {
    return history.newest(job, partitions);
  }

  @Override
  public List<RunHistory.Unmade> unmade(AssetKey asset, Collection<PartitionKey> partitions) {
    return history.unmade(asset, partitions);
  }
}
