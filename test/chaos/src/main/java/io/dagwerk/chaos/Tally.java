package io.dagwerk.chaos;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How often each fault has struck in each state.
final class Tally {
  private final Map<Fault, Map<State, Integer>> hits = new EnumMap<>(Fault.class);

  void add(Fault fault, State state) {
    hits.computeIfAbsent(fault, _ -> new EnumMap<>(State.class)).merge(state, 1, Integer::sum);
  }

  int of(Fault fault, State state) {
    return hits.getOrDefault(fault, Map.of()).getOrDefault(state, 0);
  }

  /// As a table of Markdown.
  String table(List<Fault> faults) {
    StringBuilder table = new StringBuilder("| fault |");
    for (State state : State.values()) {
      table.append(" ").append(state.words()).append(" |");
    }
    table.append("\n|---|").append("--:|".repeat(State.values().length)).append("\n");
    for (Fault fault : faults) {
      table.append("| ").append(fault.words()).append(" |");
      for (State state : State.values()) {
        table.append(" ").append(of(fault, state)).append(" |");
      }
      table.append("\n");
    }
    return table.toString();
  }
}
