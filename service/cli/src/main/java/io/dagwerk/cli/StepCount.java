package io.dagwerk.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How many of the steps of a run have ended. A step that is run for each element of a fan-out is
/// planned once, and counts as many when the first of them is seen. For one thread.
final class StepCount {
  private final Set<String> unseen = new HashSet<>();
  private final Map<String, Integer> elements = new HashMap<>();
  private int planned;
  private int ended;

  void planned(List<String> steps) {
    unseen.addAll(steps);
    planned = steps.size();
  }

  /// @param keys of the elements
  void fannedOut(List<String> keys) {
    keys.forEach(key -> elements.put(key, keys.size()));
  }

  /// Takes the name of a step that something happened to.
  void saw(String step) {
    int key = step.lastIndexOf('[');
    if (unseen.remove(step) || key < 0 || !step.endsWith("]")) {
      return;
    }
    Integer branches = elements.get(step.substring(key + 1, step.length() - 1));
    if (branches != null && unseen.remove(step.substring(0, key))) {
      planned += branches - 1;
    }
  }

  void ended() {
    ended++;
  }

  /// Such as ` 3/12`.
  String text() {
    return planned == 0 ? "   -/-" : "%4d/%d".formatted(ended, planned);
  }
}
