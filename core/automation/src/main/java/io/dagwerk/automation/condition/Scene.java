package io.dagwerk.automation.condition;

import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.PartitionSubset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Everything that one evaluation goes by, and what it has decided so far.
final class Scene {
  private final ConditionGraph graph;
  private final ConditionState state;
  private final Facts facts;
  private final CronTicks ticks = new CronTicks();
  private final History history;
  private final PartitionTimes times;
  private final Relations relations;
  private final Map<Optional<Partitions>, List<Instant>> boundaries = new HashMap<>();
  private final SequencedMap<Subject, PartitionSubset> requests = new LinkedHashMap<>();

  Scene(ConditionGraph graph, ConditionState state, Facts facts) {
    this.graph = graph;
    this.state = state;
    this.facts = facts;
    this.history = History.of(graph, state, facts);
    this.times = new PartitionTimes(facts.dynamicKeys());
    this.relations = new Relations(times, facts.now());
  }

  ConditionGraph graph() {
    return graph;
  }

  ConditionState state() {
    return state;
  }

  History history() {
    return history;
  }

  PartitionTimes times() {
    return times;
  }

  Relations relations() {
    return relations;
  }

  Instant now() {
    return facts.now();
  }

  /// The place of the evaluation: after all that it sees.
  Place here() {
    return Place.of(facts.position(), facts.now());
  }

  /// What has been decided to be requested.
  SequencedMap<Subject, PartitionSubset> requests() {
    return requests;
  }

  void request(Subject subject, PartitionSubset partitions) {
    requests.put(subject, partitions);
  }

  PartitionSubset requested(Subject subject) {
    return requests.getOrDefault(subject, PartitionSubset.none());
  }

  /// What the evaluation before asked for.
  PartitionSubset requestedBefore(Subject subject) {
    return state.requested().getOrDefault(subject, PartitionSubset.none());
  }

  /// When windows ended since the evaluation before.
  List<Instant> boundaries(Optional<Partitions> partitions) {
    return boundaries.computeIfAbsent(partitions, this::findBoundaries);
  }

  private List<Instant> findBoundaries(Optional<Partitions> partitions) {
    List<Instant> found = new ArrayList<>();
    Optional<Instant> at = times.nextChange(partitions, state.at());
    while (at.isPresent() && !at.get().isAfter(now())) {
      found.add(at.get());
      at = times.nextChange(partitions, at.get());
    }
    return found;
  }

  CronTicks ticks() {
    return ticks;
  }

  PartitionSubset existingNow(Subject subject) {
    return times.existing(graph.partitions(subject), now());
  }

  /// The partitions that exist after a step.
  PartitionSubset existingAfter(Subject subject, Step step) {
    return times.existing(graph.partitions(subject), step.clock().after());
  }

  /// The partitions that exist before a step.
  PartitionSubset existingBefore(Subject subject, Step step) {
    return switch (step.kind()) {
      case FIRST -> PartitionSubset.none();
      case REQUESTS -> existingBeforeAll(graph.partitions(subject), step.clock().before());
      case FACTS, TIME, DECISION ->
          times.existing(graph.partitions(subject), step.clock().before());
    };
  }

  /// Keys come and go at the first step.
  private PartitionSubset existingBeforeAll(Optional<Partitions> partitions, Instant at) {
    return partitions
        .flatMap(definition -> Optional.ofNullable(state.keys().get(definition)))
        .orElseGet(() -> times.existing(partitions, at));
  }
}
