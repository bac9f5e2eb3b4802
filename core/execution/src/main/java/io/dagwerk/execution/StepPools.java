package io.dagwerk.execution;

import io.dagwerk.model.PoolLimits;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ProgressBuilder.ReadyStep;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedMap;

/// The slots of pools in one run: which step holds some, and which wait. A step gets all its slots
/// at once or none, so two steps never wait for each other. Who waits stands in the line of one
/// pool that has too little room for it, or where somebody else waits before it. Nobody of the same
/// or a lower priority passes it there, so a step is never passed by one that came later, is no
/// more urgent, and wants at least as much of each pool. Confined to the loop's thread.
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
    if (blocking(waiter).isPresent()) {
      return false;
    }
    hold(waiter);
    return true;
  }

  /// Lets a step wait that could not [#take] its slots.
  void await(ReadyStep step) {
    Waiter waiter = new Waiter(step, slots(step), asked++);
    line(blocking(waiter).orElseThrow()).add(waiter);
  }

  /// The first of those who waited for whom there is room now. It stays in line until it is
  /// [#served][#serve].
  Optional<ReadyStep> next() {
    lines.keySet().forEach(this::moveOn);
    return lines.values().stream()
        .flatMap(line -> Optional.ofNullable(line.peek()).stream())
        .filter(first -> blocking(first).isEmpty())
        .min(Comparator.naturalOrder())
        .map(Waiter::step);
  }

  /// Sends the first in a line, for as long as another pool is what it waits for by now, to the
  /// line of that, whose first may have to go on in turn.
  private void moveOn(String pool) {
    PriorityQueue<Waiter> line = line(pool);
    while (!line.isEmpty()) {
      Optional<String> blocking = blocking(line.element());
      if (blocking.isEmpty() || blocking.get().equals(pool)) {
        return;
      }
      line(blocking.get()).add(line.remove());
      moveOn(blocking.get());
    }
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

  /// The first of its pools that has too little room for a step, or in whose line another is before
  /// it.
  private Optional<String> blocking(Waiter waiter) {
    return waiter.slots().entrySet().stream()
        .filter(slot -> lacks(slot.getKey(), slot.getValue()) || isBehind(slot.getKey(), waiter))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private boolean lacks(String pool, int slots) {
    return taken.getOrDefault(pool, 0) + slots
        > limits.slots().getOrDefault(pool, Integer.MAX_VALUE);
  }

  private boolean isBehind(String pool, Waiter waiter) {
    Waiter first = line(pool).peek();
    return first != null && first.compareTo(waiter) < 0;
  }

  private PriorityQueue<Waiter> line(String pool) {
    return Objects.requireNonNull(lines.get(pool), pool);
  }
}
