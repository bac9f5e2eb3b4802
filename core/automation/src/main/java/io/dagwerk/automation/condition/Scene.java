package io.dagwerk.automation.condition;

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
  private final Map<Definition, List<Instant>> boundaries = new HashMap<>();
  private final Map<Definition, Optional<Instant>> next = new HashMap<>();
  private final SequencedMap<Subject, PartitionSubset> requests = new LinkedHashMap<>();

  Scene(ConditionGraph graph, ConditionState state, Facts facts) {
    this.graph = graph;
    this.state = state;
    this.facts = facts;
    this.history = History.of(graph, state, facts);
    this.times = new PartitionTimes(facts);
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
  List<Instant> boundaries(Definition definition) {
    return boundaries.computeIfAbsent(definition, this::findBoundaries);
  }

  private List<Instant> findBoundaries(Definition definition) {
    List<Instant> found = new ArrayList<>();
    Optional<Instant> at = times.nextChange(definition, state.at());
    while (at.isPresent() && !at.get().isAfter(now())) {
      found.add(at.get());
      at = times.nextChange(definition, at.get());
    }
    return found;
  }

  /// When windows end next, if any do.
  Optional<Instant> nextBoundary(Definition definition) {
    return next.computeIfAbsent(definition, key -> times.nextChange(key, now()));
  }

  CronTicks ticks() {
    return ticks;
  }

  PartitionSubset existingNow(Subject subject) {
    return times.existing(graph.definition(subject), now());
  }

  /// The partitions that exist after a step.
  PartitionSubset existingAfter(Subject subject, Step step) {
    return times.existing(graph.definition(subject), step.clock().after());
  }

  /// The partitions that exist before a step.
  PartitionSubset existingBefore(Subject subject, Step step) {
    return switch (step.kind()) {
      case FIRST -> PartitionSubset.none();
      case REQUESTS -> existingBeforeAll(graph.definition(subject), step.clock().before());
      case FACTS, TIME, DECISION ->
          times.existing(graph.definition(subject), step.clock().before());
    };
  }

  /// Keys come and go at the first step.
  private PartitionSubset existingBeforeAll(Definition definition, Instant at) {
    return definition
        .partitions()
        .flatMap(partitions -> Optional.ofNullable(state.keys().get(partitions)))
        .orElseGet(() -> times.existing(definition, at));
  }
}
