package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.ConditionMemory.Held;
import io.dagwerk.automation.condition.ConditionMemory.Slot;
import io.dagwerk.partitions.PartitionSubset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/// What the parts of one condition remember, while an evaluation goes through the steps: before and
/// after the step at hand. And what is known of the subjects before it.
final class Memory {
  private final SequencedMap<Slot, PlacedSubsets> latches;
  private final SequencedMap<Slot, PartitionSubset> executed;
  private final Map<Slot, PlacedSubsets> latchesAfter = new HashMap<>();
  private final Map<Slot, PartitionSubset> executedAfter = new HashMap<>();
  private final Function<Subject, Status> known;
  private final Map<Subject, Status> statuses = new HashMap<>();

  /// @param known what is known of a subject before the first step
  Memory(Held held, Function<Subject, Status> known) {
    this.known = known;
    this.latches = new LinkedHashMap<>(held.latches());
    this.executed = new LinkedHashMap<>(held.executed());
  }

  /// The two sides of a step.
  enum Side {
    BEFORE,
    AFTER
  }

  PlacedSubsets latch(Slot slot, Side side) {
    PlacedSubsets before = latches.getOrDefault(slot, PlacedSubsets.NONE);
    return side == Side.AFTER ? latchesAfter.getOrDefault(slot, before) : before;
  }

  void latch(Slot slot, PlacedSubsets after) {
    latchesAfter.put(slot, after);
  }

  PartitionSubset executed(Slot slot, Side side) {
    PartitionSubset before = executed.getOrDefault(slot, PartitionSubset.none());
    return side == Side.AFTER ? executedAfter.getOrDefault(slot, before) : before;
  }

  void executed(Slot slot, PartitionSubset after) {
    executedAfter.put(slot, after);
  }

  /// What is known of a subject before the step at hand.
  Status status(Subject subject) {
    return statuses.computeIfAbsent(subject, known);
  }

  /// The step at hand is over.
  void commit(Step step) {
    latchesAfter.forEach((slot, after) -> put(latches, slot, after, after.isEmpty()));
    executedAfter.forEach((slot, after) -> put(executed, slot, after, after.isEmpty()));
    step.changes().forEach((subject, change) -> statuses.put(subject, change.after()));
    forget();
  }

  private static <V> void put(SequencedMap<Slot, V> map, Slot slot, V value, boolean isEmpty) {
    if (isEmpty) {
      map.remove(slot);
    } else {
      map.put(slot, value);
    }
  }

  /// What the step at hand changed does not count.
  void forget() {
    latchesAfter.clear();
    executedAfter.clear();
  }

  Held held(PartitionSubset standing) {
    return new Held(latches, executed, standing);
  }
}
