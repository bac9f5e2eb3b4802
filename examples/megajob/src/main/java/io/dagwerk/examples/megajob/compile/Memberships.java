package io.dagwerk.examples.megajob.compile;

import io.dagwerk.examples.megajob.descriptor.Timing;
import io.dagwerk.examples.megajob.graph.Edge;
import io.dagwerk.examples.megajob.graph.GraphJob;
import io.dagwerk.examples.megajob.graph.JobGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The rule of which jobs run together: those of one timing, and before them whatever they wait for
/// that has no timing of its own. What has another timing is not run along; its newest data is
/// taken.
record Memberships(SequencedMap<String, Together> byJob) {
  /// The jobs of one timing.
  ///
  /// @param jobs also those that are needed and have no timing
  record Together(Timing timing, SequencedSet<String> jobs) {}

  static Memberships of(JobGraph graph) {
    Map<String, List<String>> before = new HashMap<>();
    for (Edge edge : graph.edges()) {
      before.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(edge.from());
    }
    SequencedMap<String, Together> byJob = new TreeMap<>();
    for (GraphJob job : graph.jobs().values()) {
      if (job.descriptor().identity().enabled()) {
        job.descriptor()
            .schedule()
            .ifPresent(timing ->
                byJob
                    .computeIfAbsent(timing.jobName(), _ -> new Together(timing, new TreeSet<>()))
                    .jobs()
                    .add(job.name()));
      }
    }
    byJob.values().forEach(together -> addNeeded(together.jobs(), graph, before));
    return new Memberships(byJob);
  }

  private static void addNeeded(
      SequencedSet<String> jobs, JobGraph graph, Map<String, List<String>> before) {
    Deque<String> next = new ArrayDeque<>(jobs);
    while (!next.isEmpty()) {
      for (String needed : before.getOrDefault(next.remove(), List.of())) {
        GraphJob job = graph.get(needed);
        boolean isFree =
            job.descriptor().schedule().isEmpty() && job.descriptor().identity().enabled();
        if (isFree && jobs.add(needed)) {
          next.add(needed);
        }
      }
    }
  }

  /// The descriptors' jobs that a job of Dagwerk runs.
  SequencedSet<String> together(String name) {
    return Optional.ofNullable(byJob.get(name)).map(Together::jobs).orElseGet(TreeSet::new);
  }

  /// The jobs of Dagwerk that run a descriptor's job.
  List<String> running(String job) {
    return byJob.entrySet().stream()
        .filter(each -> each.getValue().jobs().contains(job))
        .map(Map.Entry::getKey)
        .toList();
  }
}
