package io.dagwerk.execution;

import io.dagwerk.model.PoolLimits;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ProgressBuilder.ReadyStep;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.function.Predicate;

/// The slots of pools in one run: which step holds some, and which wait. A step gets all its slots
/// at once or none, so two steps never wait for each other. Who waits stands in the line of one
/// pool that has too little room for it, and nobody of the same or a lower priority passes it
/// there. Confined to the loop's thread.
final class StepPools {
  private final PoolLimits limits;
  private final Map<String, Integer> taken = new HashMap<>();
  private final Map<StepKey, SequencedMap<String, Integer>> held = new HashMap<>();
  private final SequencedMap<String, PriorityQueue<Waiter>> lines = new LinkedHashMap<>();
  private long asked;

  /// @param slots of the pools that have a limit
  /// @param place among those of the same priority
  private record Waiter(ReadyStep step, SequencedMap<String, Integer> slots, long place)
      implements Comparable<Waiter> {
    private static final Comparator<Waiter> ORDER =
        Comparator.comparingInt(Waiter::priority).reversed().thenComparingLong(Waiter::place);

    int priority() {
      return step.step().options().priority();
    }

    @Override
    public int compareTo(Waiter other) {
      return ORDER.compare(this, other);
    }
  }

  StepPools(PoolLimits limits) {
    this.limits = limits;
    limits.slots().keySet().forEach(pool -> lines.put(pool, new PriorityQueue<>()));
  }

  /// The slots of a step that are limited.
  SequencedMap<String, Integer> slots(ReadyStep step) {
    return limits.among(step.step().options().pools());
  }

  /// Takes all slots of a step that has come just now.
  ///
  /// @return false when there is no room for it, or others were there before
  boolean take(ReadyStep step) {
    Waiter waiter = new Waiter(step, slots(step), asked++);
    if (lacking(waiter).isPresent()
        || waiter.slots().keySet().stream().anyMatch(waitsFor(waiter))) {
      return false;
    }
    hold(waiter);
    return true;
  }

  private Predicate<String> waitsFor(Waiter waiter) {
    return pool ->
        Optional.ofNullable(lines.get(pool))
            .map(PriorityQueue::peek)
            .filter(first -> first.priority() >= waiter.priority())
            .isPresent();
  }

  /// Lets a step wait that could not [#take] its slots.
  void await(ReadyStep step) {
    Waiter waiter = new Waiter(step, slots(step), asked++);
    line(lacking(waiter).orElseGet(() -> waiter.slots().firstEntry().getKey())).add(waiter);
  }

  /// The first of those who waited for whom there is room now. It stays in line until it is
  /// [#served][#serve].
  Optional<ReadyStep> next() {
    Optional<Waiter> first = Optional.empty();
    for (String pool : lines.sequencedKeySet()) {
      Optional<Waiter> here = firstOf(pool);
      if (here.isPresent() && first.filter(one -> one.compareTo(here.get()) < 0).isEmpty()) {
        first = here;
      }
    }
    return first.map(Waiter::step);
  }

  /// The first in a line, if it can be served. One for whom another pool lacks room by now goes to
  /// the line of that.
  private Optional<Waiter> firstOf(String pool) {
    PriorityQueue<Waiter> line = line(pool);
    while (!line.isEmpty()) {
      Waiter first = line.element();
      Optional<String> lacking = lacking(first);
      if (lacking.isEmpty()) {
        return Optional.of(first);
      }
      if (lacking.get().equals(pool)) {
        return Optional.empty();
      }
      line(lacking.get()).add(line.remove());
    }
    return Optional.empty();
  }

  /// Takes the slots of the step that was [#next].
  void serve(ReadyStep step) {
    for (PriorityQueue<Waiter> line : lines.values()) {
      Waiter first = line.peek();
      if (first != null && first.step().equals(step)) {
        hold(line.remove());
        return;
      }
    }
    throw new IllegalStateException("step '%s' does not wait".formatted(step.key()));
  }

  /// Gives back what an attempt of a step held.
  void release(StepKey step) {
    SequencedMap<String, Integer> slots = held.remove(step);
    if (slots != null) {
      slots.forEach((pool, number) -> taken.merge(pool, -number, Integer::sum));
    }
  }

  private void hold(Waiter waiter) {
    held.put(waiter.step().key(), waiter.slots());
    waiter.slots().forEach((pool, number) -> taken.merge(pool, number, Integer::sum));
  }

  private Optional<String> lacking(Waiter waiter) {
    return waiter.slots().entrySet().stream()
        .filter(slot ->
            taken.getOrDefault(slot.getKey(), 0) + slot.getValue()
                > limits.slots().getOrDefault(slot.getKey(), Integer.MAX_VALUE))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private PriorityQueue<Waiter> line(String pool) {
    return lines.computeIfAbsent(pool, _ -> new PriorityQueue<>());
  }
}
