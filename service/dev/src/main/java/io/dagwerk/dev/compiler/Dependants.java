package io.dagwerk.dev.compiler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which source files depend on names, directly or through others. Pure.
final class Dependants {
  private Dependants() {}

  /// The files that mention one of the names, or one that such a file declares, and so on.
  static SortedSet<String> of(Collection<String> names, SortedMap<String, Names> files) {
    Map<String, List<Map.Entry<String, Names>>> mentioning = new HashMap<>();
    for (Map.Entry<String, Names> file : files.entrySet()) {
      for (String name : file.getValue().mentioned()) {
        mentioning.computeIfAbsent(name, _ -> new ArrayList<>()).add(file);
      }
    }
    SortedSet<String> found = new TreeSet<>();
    Set<String> seen = new HashSet<>(names);
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (Map.Entry<String, Names> file : mentioning.getOrDefault(open.pop(), List.of())) {
        if (found.add(file.getKey())) {
          file.getValue().declared().stream().filter(seen::add).forEach(open::push);
        }
      }
    }
    return found;
  }
}
