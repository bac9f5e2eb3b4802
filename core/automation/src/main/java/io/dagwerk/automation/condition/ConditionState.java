package io.dagwerk.automation.condition;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.PartitionSubset;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Where an evaluation ended and the next one starts: all that is remembered. Immutable; entries
/// that an evaluation did not change are the same objects in the next state.
///
/// @param position up to where the log was read
/// @param at the time of the evaluation
/// @param requested what it asked for
/// @param keys the partitions there were of each definition with dynamic keys
/// @param statuses of all subjects
/// @param memories of all conditions, by subject
public record ConditionState(
    long position,
    Instant at,
    SequencedMap<Subject, PartitionSubset> requested,
    SequencedMap<Partitions, PartitionSubset> keys,
    SequencedMap<Subject, Status> statuses,
    SequencedMap<Subject, ConditionMemory> memories) {
  public ConditionState {
    requested = Ordered.copyOf(requested);
    keys = Ordered.copyOf(keys);
    statuses = Ordered.copyOf(statuses);
    memories = Ordered.copyOf(memories);
  }

  /// Nothing was evaluated before this time.
  public static ConditionState startingAt(Instant at) {
    return new ConditionState(
        0,
        at,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>());
  }

  /// The subjects of which nothing is known yet, or that are partitioned anew. Whoever evaluates on
  /// an instance with a past hands over a [Fact.Known] for each, and for what is under way a
  /// [Fact.Began].
  public List<Subject> untold(ConditionGraph graph) {
    return graph.subjects().stream().filter(subject -> find(graph, subject).isEmpty()).toList();
  }

  /// What is known of a subject, unless it is partitioned otherwise now.
  Optional<Status> find(ConditionGraph graph, Subject subject) {
    return Optional.ofNullable(statuses.get(subject))
        .filter(status -> status.partitions().equals(graph.partitions(subject)));
  }
}
