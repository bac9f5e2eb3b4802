package io.dagwerk.graphql;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;

/// Two runs beside each other. Pure.
///
/// @param steps that either has begun or ended, by key
/// @param config where their documents differ, by path
record Comparison(StoredRun left, StoredRun right, Page<Pair> steps, List<ConfigChange> config) {
  /// A step as it stands in each of them.
  record Pair(StepKey step, Optional<ShownStep> left, Optional<ShownStep> right) {}

  /// A place where the documents differ, such as `ops.load.limit`.
  ///
  /// @param left empty when nothing is there
  record ConfigChange(String path, Optional<ConfigTree> left, Optional<ConfigTree> right) {}

  /// Pairs of steps by their keys.
  static List<Pair> pairs(List<ShownStep> left, List<ShownStep> right) {
    Map<StepKey, ShownStep> lefts = byKey(left);
    Map<StepKey, ShownStep> rights = byKey(right);
    Map<StepKey, Pair> pairs = new TreeMap<>();
    SequencedSet<StepKey> keys = new LinkedHashSet<>(lefts.keySet());
    keys.addAll(rights.keySet());
    keys.forEach(key ->
        pairs.put(
            key,
            new Pair(
                key, Optional.ofNullable(lefts.get(key)), Optional.ofNullable(rights.get(key)))));
    return List.copyOf(pairs.values());
  }

  private static Map<StepKey, ShownStep> byKey(List<ShownStep> steps) {
    Map<StepKey, ShownStep> byKey = new LinkedHashMap<>();
    for (ShownStep step : steps) {
      StoredStep stored = step.stored();
      byKey.put(stored.step(), step);
    }
    return byKey;
  }

  /// Where two documents differ: maps entry by entry, anything else as a whole.
  static List<ConfigChange> changes(Optional<ConfigTree> left, Optional<ConfigTree> right) {
    List<ConfigChange> changes = new ArrayList<>();
    add("", left, right, changes);
    return changes;
  }

  private static void add(
      String path,
      Optional<ConfigTree> left,
      Optional<ConfigTree> right,
      List<ConfigChange> changes) {
    if (left.isPresent()
        && right.isPresent()
        && left.get() instanceof ConfigTree.Entries(var lefts)
        && right.get() instanceof ConfigTree.Entries(var rights)) {
      SequencedSet<String> keys = new LinkedHashSet<>(lefts.keySet());
      keys.addAll(rights.keySet());
      for (String key : keys) {
        add(
            path.isEmpty() ? key : path + "." + key,
            Optional.ofNullable(lefts.get(key)),
            Optional.ofNullable(rights.get(key)),
            changes);
      }
    } else if (!left.equals(right)) {
      changes.add(new ConfigChange(path, left, right));
    }
  }
}
