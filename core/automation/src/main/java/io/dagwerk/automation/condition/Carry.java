package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.ConditionMemory.Held;
import io.dagwerk.automation.condition.ConditionMemory.Slot;
import io.dagwerk.model.Condition;
import io.dagwerk.partitions.PartitionSubset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What an edited condition takes over from the one before: what its equal parts remember.
final class Carry {
  static final Held NOTHING =
      new Held(new LinkedHashMap<>(), new LinkedHashMap<>(), PartitionSubset.none());

  private Carry() {}

  /// @param before the memory of the condition before
  /// @param condition the one now
  /// @param held what the one before remembers by now
  static Held over(ConditionMemory before, Condition condition, Held held) {
    Map<Integer, Integer> numbers = numbers(before.condition(), condition);
    return new Held(
        kept(held.latches(), numbers), kept(held.executed(), numbers), PartitionSubset.none());
  }

  private static <V> SequencedMap<Slot, V> kept(
      SequencedMap<Slot, V> slots, Map<Integer, Integer> numbers) {
    SequencedMap<Slot, V> kept = new LinkedHashMap<>();
    slots.forEach((slot, value) -> {
      Integer number = numbers.get(slot.part());
      if (number != null) {
        kept.put(new Slot(number, slot.way()), value);
      }
    });
    return kept;
  }

  /// The numbers that equal parts have now, by those they had before.
  private static Map<Integer, Integer> numbers(Condition before, Condition now) {
    List<Condition> parts = new ArrayList<>();
    addAll(now, parts);
    List<Condition> old = new ArrayList<>();
    addAll(before, old);
    Map<Integer, Integer> numbers = new HashMap<>();
    for (int i = 0; i < old.size(); i++) {
      int number = parts.indexOf(old.get(i));
      if (number >= 0) {
        numbers.put(i, number);
      }
    }
    return numbers;
  }

  private static void addAll(Condition condition, List<Condition> parts) {
    parts.add(condition);
    condition.parts().forEach(part -> addAll(part, parts));
  }
}
