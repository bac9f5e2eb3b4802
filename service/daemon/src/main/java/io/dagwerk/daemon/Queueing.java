package io.dagwerk.daemon;

import io.dagwerk.model.Event;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.projection.Projected;
import io.dagwerk.projection.RunProgress;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.Storage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Stores what is planned: as a run in the queue, or as what a run that waits is to do instead.
/// Thread-safe.
record Queueing(Storage storage, Contents contents, QueuedHere queued, InstantSource clock) {
  private static final String LOGGER = "dagwerk";

  /// What is said of a run beside its plan.
  record Order(
      RunId id,
      Optional<NewRun.Lineage> lineage,
      int priority,
      SequencedMap<String, String> tags) {}

  void queue(PlannedRun planned, Order order) {
    Instant now = clock.instant();
    Stored stored = stored(planned);
    NewRun run =
        new NewRun(
            order.id(),
            stored.work(),
            order.lineage(),
            order.priority(),
            planned.tagged(order.tags()));
    Beginning beginning = beginning(planned, now);
    // Noted before: whoever starts it does so from then on.
    queued.add(QueuedHere.Written.of(run, beginning.progress(), beginning.entries()));
    try {
      storage.runs().create(run, stored.contents(), now, beginning.entries());
    } catch (RuntimeException e) {
      var _ = queued.take(run.id());
      throw e;
    }
  }

  /// Stores what the plan refers to; the run itself is not changed.
  Replan replan(NewRun run, PlannedRun planned) {
    Stored stored = stored(planned);
    stored.contents().forEach(storage.snapshots()::put);
    List<Event> events = new ArrayList<>();
    events.add(
        new Event.RunReplanned(
            run.work().codeVersion(), stored.work().codeVersion(), steps(planned.plan())));
    announced(planned.plan()).forEach(events::add);
    return new Replan(stored.work(), events);
  }

  /// @param contents that the work refers to and that may not be stored yet
  private record Stored(NewRun.Work work, List<Bytes> contents) {}

  private Stored stored(PlannedRun planned) {
    LocationSnapshot definitions = planned.version().snapshot();
    ContentHash snapshot = planned.version().storedIn(storage.snapshots());
    Bytes plan = contents.encoded(planned.plan());
    Bytes config = contents.encoded(planned.config());
    NewRun.Work work =
        new NewRun.Work(
            planned.plan().job(),
            planned.mode(),
            definitions.name(),
            definitions.codeVersion(),
            new NewRun.Contents(snapshot, ContentHash.of(plan), ContentHash.of(config)));
    return new Stored(work, List.of(plan, config));
  }

  private static List<String> steps(Plan plan) {
    return plan.steps().keySet().stream().map(StepKey::toString).toList();
  }

  /// The first events of a run, and how far it has come with them.
  private record Beginning(List<Entry> entries, RunProgress progress) {}

  private static Beginning beginning(PlannedRun planned, Instant now) {
    List<Event> events = new ArrayList<>();
    events.add(new Event.RunQueued());
    planned.warnings().forEach(warning -> events.add(warned(warning)));
    events.add(new Event.RunPlanned(steps(planned.plan())));
    announced(planned.plan()).forEach(events::add);
    RunProgress progress = RunProgress.created();
    List<Entry> entries = new ArrayList<>();
    for (Event event : events) {
      Bytes encoded = Bytes.of(EventCodec.encode(now, event));
      Projected projected = progress.after(event, now, encoded);
      entries.add(new Entry(now, encoded, projected.changes()));
      progress = projected.next();
    }
    return new Beginning(entries, progress);
  }

  private static Event warned(String warning) {
    return new Event.Logged(Optional.empty(), Event.Level.WARN, LOGGER, warning, Optional.empty());
  }

  private static Stream<Event> announced(Plan plan) {
    return plan.steps().values().stream().flatMap(Queueing::announced);
  }

  /// Which assets and partitions a step is going to materialize.
  private static Stream<Event> announced(Plan.Step step) {
    if (step.reuse().isPresent()) {
      return Stream.empty();
    }
    List<Optional<PartitionKey>> partitions =
        step.partitions().isEmpty()
            ? List.of(Optional.empty())
            : step.partitions().stream().map(Optional::of).toList();
    return step.outputs().stream()
        .flatMap(output -> output.asset().stream())
        .flatMap(asset ->
            partitions.stream()
                .map(partition -> new Event.MaterializationPlanned(step.key(), asset, partition)));
  }
}
