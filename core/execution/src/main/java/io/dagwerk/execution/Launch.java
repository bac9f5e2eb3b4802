package io.dagwerk.execution;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.plan.Reexecution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What is asked for: a job, and how it is to be run. Immutable.
///
/// ```java
/// Launch.of("refresh").preset("small").on("2001-01-01", "2001-01-02")
/// ```
///
/// @param config a run config document, laid over the preset's
/// @param selection runs a part of the job; in the selection language
/// @param partitions what partitioned assets are materialized for
/// @param reexecution executes a run again
/// @param listener is told every event as it is recorded, on the thread that records it
/// @param cancellation stops the run when it is asked to
public record Launch(
    String job,
    Optional<String> preset,
    Optional<String> mode,
    ConfigTree config,
    Optional<String> selection,
    List<PartitionKey> partitions,
    SequencedMap<String, String> tags,
    Optional<Reexecution> reexecution,
    Consumer<RecordedEvent> listener,
    Cancellation cancellation) {
  public Launch {
    partitions = List.copyOf(partitions);
    tags = Ordered.copyOf(tags);
  }

  /// A whole job with nothing but its defaults.
  public static Launch of(String job) {
    return new Launch(
        job,
        Optional.empty(),
        Optional.empty(),
        ConfigTree.empty(),
        Optional.empty(),
        List.of(),
        new LinkedHashMap<>(),
        Optional.empty(),
        _ -> {},
        new Cancellation());
  }

  public Launch preset(String name) {
    return new Launch(
        job,
        Optional.of(name),
        mode,
        config,
        selection,
        partitions,
        tags,
        reexecution,
        listener,
        cancellation);
  }

  public Launch mode(String name) {
    return new Launch(
        job,
        preset,
        Optional.of(name),
        config,
        selection,
        partitions,
        tags,
        reexecution,
        listener,
        cancellation);
  }

  /// Lays a document over what was said before.
  public Launch config(ConfigTree document) {
    return new Launch(
        job,
        preset,
        mode,
        config.merge(document),
        selection,
        partitions,
        tags,
        reexecution,
        listener,
        cancellation);
  }

  public Launch select(String expression) {
    return new Launch(
        job,
        preset,
        mode,
        config,
        Optional.of(expression),
        partitions,
        tags,
        reexecution,
        listener,
        cancellation);
  }

  public Launch on(List<PartitionKey> keys) {
    return new Launch(
        job, preset, mode, config, selection, keys, tags, reexecution, listener, cancellation);
  }

  /// As [#on(List)], by the texts of the keys.
  public Launch on(String... keys) {
    return on(Stream.of(keys).map(PartitionKey::of).toList());
  }

  public Launch tags(Map<String, String> more) {
    SequencedMap<String, String> all = new LinkedHashMap<>(tags);
    all.putAll(more);
    return new Launch(
        job, preset, mode, config, selection, partitions, all, reexecution, listener, cancellation);
  }

  public Launch executingAgain(Reexecution again) {
    return new Launch(
        job,
        preset,
        mode,
        config,
        selection,
        partitions,
        tags,
        Optional.of(again),
        listener,
        cancellation);
  }

  public Launch listening(Consumer<RecordedEvent> toEvents) {
    return new Launch(
        job,
        preset,
        mode,
        config,
        selection,
        partitions,
        tags,
        reexecution,
        toEvents,
        cancellation);
  }

  public Launch with(Cancellation other) {
    return new Launch(
        job, preset, mode, config, selection, partitions, tags, reexecution, listener, other);
  }
}
