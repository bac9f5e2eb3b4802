package io.dagwerk.examples.megajob.graph;

import io.dagwerk.examples.megajob.descriptor.CompanySettings;
import io.dagwerk.model.Ordered;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeSet;

/// All jobs of a company and which wait for which, free of problems. Immutable; the order in which
/// files were read leaves no trace.
///
/// @param jobs by name, each after those that it waits for
/// @param edges between jobs
/// @param reads of external datasets by jobs
public record JobGraph(
    CompanySettings settings,
    SequencedMap<String, GraphJob> jobs,
    List<Edge> edges,
    List<Edge> reads) {
  public JobGraph {
    jobs = Ordered.copyOf(jobs);
    edges = List.copyOf(edges);
    reads = List.copyOf(reads);
  }

  /// The graph of these jobs.
  ///
  /// @param jobs in any order
  /// @param edges without a cycle, between these jobs
  public static JobGraph of(
      CompanySettings settings, Collection<GraphJob> jobs, List<Edge> edges, List<Edge> reads) {
    return new JobGraph(
        settings,
        sorted(jobs, edges),
        edges.stream().sorted().distinct().toList(),
        reads.stream().sorted().distinct().toList());
  }

  /// Each job after those that it waits for; of those that could be next, the first by name.
  private static SequencedMap<String, GraphJob> sorted(
      Collection<GraphJob> jobs, List<Edge> edges) {
    Map<String, GraphJob> byName = new HashMap<>();
    Map<String, Integer> waiting = new HashMap<>();
    Map<String, List<String>> after = new HashMap<>();
    jobs.forEach(job -> byName.put(job.name(), job));
    for (Edge edge : edges) {
      waiting.merge(edge.to(), 1, Integer::sum);
      after.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge.to());
    }
    TreeSet<String> ready = new TreeSet<>(byName.keySet());
    ready.removeAll(waiting.keySet());
    SequencedMap<String, GraphJob> sorted = new LinkedHashMap<>();
    while (!ready.isEmpty()) {
      String next = ready.removeFirst();
      sorted.put(next, byName.get(next));
      for (String later : after.getOrDefault(next, List.of())) {
        if (waiting.merge(later, -1, Integer::sum) == 0) {
          ready.add(later);
        }
      }
    }
    return sorted;
  }

  /// The job of a name.
  ///
  /// @throws IllegalArgumentException when there is none
  public GraphJob get(String name) {
    GraphJob job = jobs.get(name);
    if (job == null) {
      throw new IllegalArgumentException("no job is called '%s'".formatted(name));
    }
    return job;
  }

  /// These jobs and all that wait for them, however far.
  public SequencedSet<String> downstream(Collection<String> names) {
    Map<String, List<String>> next = new HashMap<>();
    edges.forEach(edge -> next.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge.to()));
    return spread(names, next);
  }

  /// These jobs and all that they wait for, however far.
  public SequencedSet<String> upstream(Collection<String> names) {
    Map<String, List<String>> before = new HashMap<>();
    edges.forEach(
        edge -> before.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(edge.from()));
    return spread(names, before);
  }

  private static SequencedSet<String> spread(
      Collection<String> names, Map<String, List<String>> neighbors) {
    SequencedSet<String> reached = new TreeSet<>(names);
    Deque<String> next = new ArrayDeque<>(names);
    while (!next.isEmpty()) {
      for (String neighbor : neighbors.getOrDefault(next.remove(), List.of())) {
        if (reached.add(neighbor)) {
          next.add(neighbor);
        }
      }
    }
    return reached;
  }
}
