package io.dagwerk.examples.megajob.compile;

import io.dagwerk.examples.megajob.graph.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The rule that no job waits for itself: finds the ways on which some do.
final class Cycles {
  private final Map<String, List<Edge>> after = new TreeMap<>();

  private Cycles(List<Edge> edges) {
    for (Edge edge : edges) {
      after.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge);
    }
    after.values().forEach(each -> each.sort(null));
  }

  /// For each knot of jobs that wait for each other a shortest way round, from its first job by
  /// name.
  static List<List<Edge>> in(List<Edge> edges) {
    Cycles cycles = new Cycles(edges);
    List<List<Edge>> found = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (String job : cycles.after.keySet()) {
      if (!told.contains(job)) {
        cycles
            .wayRound(job)
            .ifPresent(way -> {
              found.add(way);
              told.addAll(cycles.knot(job));
            });
      }
    }
    return found;
  }

  /// A shortest way from a job to itself.
  private Optional<List<Edge>> wayRound(String job) {
    Map<String, Edge> reachedBy = new HashMap<>();
    Deque<String> next = new ArrayDeque<>(List.of(job));
    while (!next.isEmpty()) {
      for (Edge edge : after.getOrDefault(next.remove(), List.of())) {
        if (edge.to().equals(job)) {
          return Optional.of(way(job, edge, reachedBy));
        }
        if (reachedBy.putIfAbsent(edge.to(), edge) == null) {
          next.add(edge.to());
        }
      }
    }
    return Optional.empty();
  }

  private static List<Edge> way(String job, Edge last, Map<String, Edge> reachedBy) {
    List<Edge> backwards = new ArrayList<>(List.of(last));
    while (!backwards.getLast().from().equals(job)) {
      backwards.add(reachedBy.get(backwards.getLast().from()));
    }
    return List.copyOf(backwards.reversed());
  }

  /// All jobs that a job waits for and that wait for it.
  private Set<String> knot(String job) {
    Set<String> knot = new HashSet<>();
    for (String other : reached(job)) {
      if (reached(other).contains(job)) {
        knot.add(other);
      }
    }
    return knot;
  }

  private Set<String> reached(String job) {
    Set<String> reached = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(job));
    while (!next.isEmpty()) {
      for (Edge edge : after.getOrDefault(next.remove(), List.of())) {
        if (reached.add(edge.to())) {
          next.add(edge.to());
        }
      }
    }
    return reached;
  }
}
