package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.ConditionMemory.Due;
import io.dagwerk.automation.condition.ConditionMemory.Held;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.PartitionSubset;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/// The rule that says what is to run by itself, from what was recorded since it was asked last. It
/// reads nothing but what it is given; the same gives the same.
///
/// ```java
/// Evaluation evaluation = new ConditionEvaluator(graph).evaluate(state, facts);
/// ```
public final class ConditionEvaluator {
  private final ConditionGraph graph;

  public ConditionEvaluator(ConditionGraph graph) {
    this.graph = graph;
  }

  /// Evaluates every condition that may have become another.
  ///
  /// @throws IllegalArgumentException when it is to be evaluated for a time or a position before
  ///   the evaluation before
  public Evaluation evaluate(ConditionState state, Facts facts) {
    if (facts.now().isBefore(state.at()) || facts.position() < state.position()) {
      throw new IllegalArgumentException(
          "expected an evaluation at or after %s and position %d, but found %s and %d"
              .formatted(state.at(), state.position(), facts.now(), facts.position()));
    }
    return new Turn(new Scene(graph, state, facts)).evaluate(facts.position());
  }

  /// One evaluation.
  private final class Turn {
    private final Scene scene;
    private final NavigableSet<Integer> waiting = new TreeSet<>();
    private final List<Subject> order = List.copyOf(graph.subjects());
    private final SequencedMap<Subject, ConditionMemory> memories = new LinkedHashMap<>();
    private final SequencedMap<Subject, Explanation> explanations = new LinkedHashMap<>();

    Turn(Scene scene) {
      this.scene = scene;
    }

    Evaluation evaluate(long position) {
      keepMemories();
      SequencedMap<Partitions, PartitionSubset> keys = keys();
      awaitWhatChanged(keys);
      while (!waiting.isEmpty()) {
        evaluate(order.get(Objects.requireNonNull(waiting.pollFirst())));
      }
      ConditionState next =
          new ConditionState(
              position, scene.now(), scene.requests(), keys, scene.history().statuses(), memories);
      return new Evaluation(scene.requests(), RunGroups.of(scene), next, explanations, wakeAt());
    }

    /// Keeps what conditions remember; those that are new, edited or due are to be evaluated.
    private void keepMemories() {
      graph
          .automated()
          .forEach((subject, condition) -> {
            Optional<ConditionMemory> memory =
                Optional.ofNullable(scene.state().memories().get(subject));
            memory.ifPresent(kept -> memories.put(subject, kept));
            if (memory
                .filter(kept -> isOf(kept, subject, condition) && !kept.due().isBy(scene.now()))
                .isEmpty()) {
              waiting.add(graph.placeOf(subject));
            }
          });
    }

    private boolean isOf(ConditionMemory memory, Subject subject, Condition condition) {
      return memory.condition().equals(condition)
          && memory.partitions().equals(graph.partitions(subject));
    }

    /// The partitions there are of definitions with dynamic keys.
    private SequencedMap<Partitions, PartitionSubset> keys() {
      SequencedMap<Partitions, PartitionSubset> keys = new LinkedHashMap<>();
      for (Definition definition : graph.definitions()) {
        if (definition.isDynamic()) {
          PartitionSubset existing = scene.times().existing(definition, scene.now());
          keys.put(definition.partitions().orElseThrow(), existing);
        }
      }
      return keys;
    }

    private void awaitWhatChanged(SequencedMap<Partitions, PartitionSubset> keys) {
      scene.history().changed().forEach(this::awaitReaders);
      scene.state().requested().sequencedKeySet().forEach(this::awaitReaders);
      SequencedMap<Partitions, PartitionSubset> before = scene.state().keys();
      keys.forEach((partitions, existing) -> {
        if (!existing.equals(before.getOrDefault(partitions, PartitionSubset.none()))) {
          order.stream()
              .filter(subject -> graph.partitions(subject).equals(Optional.of(partitions)))
              .forEach(this::awaitReaders);
        }
      });
    }

    private void awaitReaders(Subject subject) {
      graph.readers(subject).forEach(reader -> waiting.add(graph.placeOf(reader)));
    }

    private void evaluate(Subject subject) {
      Condition condition = graph.condition(subject).orElseThrow();
      Layout layout = Layout.of(graph, subject, condition);
      Optional<ConditionMemory> memory = Optional.ofNullable(memories.get(subject));
      boolean isKnown = memory.filter(kept -> isOf(kept, subject, condition)).isPresent();
      Fold fold = isKnown ? known(layout, memory.orElseThrow()) : first(layout, memory);
      StepView view = fold.look(Step.decision(scene.here()));
      PartitionSubset existing = scene.existingNow(subject);
      Explanation explanation = new Decision(scene, fold, view).of(layout.root(), existing);
      explanations.put(subject, explanation);
      PartitionSubset requests = explanation.truth().minus(fold.standing());
      boolean again = !fold.sawNothing() || !view.reach(layout.root()).isEmpty();
      fold.memory().forget();
      memories.put(
          subject,
          new ConditionMemory(
              condition,
              graph.partitions(subject),
              fold.memory().held(fold.standing().or(requests).and(existing)),
              new Due(Steps.next(scene, layout), again)));
      if (!requests.isEmpty()) {
        scene.request(subject, requests);
        int place = graph.placeOf(subject);
        graph.readers(subject).stream()
            .map(graph::placeOf)
            .filter(reader -> reader > place)
            .forEach(waiting::add);
      }
    }

    private Fold known(Layout layout, ConditionMemory memory) {
      Fold fold = new Fold(scene, layout, memory.held(), scene.history()::before);
      fold.take(Steps.of(scene, layout));
      return fold;
    }

    /// Of an edited condition the parts that stay keep what they hold.
    private Fold first(Layout layout, Optional<ConditionMemory> before) {
      Held held =
          before
              .filter(
                  memory -> memory.partitions().equals(graph.partitions(layout.root().subject())))
              .map(memory ->
                  Carry.over(
                      memory,
                      graph.condition(layout.root().subject()).orElseThrow(),
                      known(old(layout, memory), memory).memory().held(PartitionSubset.none())))
              .orElse(Carry.NOTHING);
      Fold fold = new Fold(scene, layout, held, scene.history()::after);
      fold.take(List.of(Step.first(scene.here())));
      return fold;
    }

    private Layout old(Layout layout, ConditionMemory memory) {
      return Layout.of(graph, layout.root().subject(), memory.condition());
    }

    private Optional<Instant> wakeAt() {
      return memories.values().stream()
          .flatMap(memory -> memory.due().at().stream())
          .min(Instant::compareTo);
    }
  }
}
