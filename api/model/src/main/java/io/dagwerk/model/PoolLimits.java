package io.dagwerk.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// How many slots pools have, by name. A pool that is not named has no limit. Immutable.
///
/// ```java
/// PoolLimits limits = PoolLimits.NONE.with("warehouse", 2);
/// List<String> problems = limits.problems(plan);
/// ```
///
/// @param slots at least 1 each
public record PoolLimits(SequencedMap<String, Integer> slots) {
  /// No pool has a limit.
  public static final PoolLimits NONE = new PoolLimits(new LinkedHashMap<>());

  /// @throws IllegalArgumentException when a pool has no slot
  public PoolLimits {
    slots = Ordered.copyOf(slots);
    slots.forEach((pool, most) -> {
      if (most < 1) {
        throw new IllegalArgumentException(
            "pool '%s' has at least one slot, or nothing that holds it could run, but found %d"
                .formatted(pool, most));
      }
    });
  }

  /// @throws IllegalArgumentException when there is no slot
  public PoolLimits with(String pool, int most) {
    SequencedMap<String, Integer> all = new LinkedHashMap<>(slots);
    all.put(pool, most);
    return new PoolLimits(all);
  }

  /// What is asked for of pools that have a limit.
  public SequencedMap<String, Integer> among(SequencedMap<String, Integer> asked) {
    SequencedMap<String, Integer> limited = new LinkedHashMap<>();
    asked.forEach((pool, wanted) -> {
      if (slots.containsKey(pool)) {
        limited.put(pool, wanted);
      }
    });
    return limited;
  }

  /// What of a plan could never start, because it asks for more than there is.
  public List<String> problems(Plan plan) {
    List<String> problems = new ArrayList<>();
    plan.steps()
        .forEach((key, step) ->
            among(step.options().pools())
                .forEach((pool, asked) -> {
                  int most = slots.getOrDefault(pool, asked);
                  if (asked > most) {
                    problems.add(
                        "step '%s' holds %d slots of pool '%s', which has %d; raise its limit or hold fewer"
                            .formatted(key, asked, pool, most));
                  }
                }));
    return problems;
  }
}
