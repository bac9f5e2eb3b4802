package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.Subject.OfJob;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.RunId;
import io.dagwerk.partitions.PartitionSubset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/// Which of the requested partitions run together: those of the same key, of subjects in one code
/// location that read each other there.
final class RunGroups {
  private static final int MOST_READS = 100;

  private final Scene scene;
  private final List<RequestedRun> runs = new ArrayList<>();

  private RunGroups(Scene scene) {
    this.scene = scene;
  }

  static List<RequestedRun> of(Scene scene) {
    RunGroups groups = new RunGroups(scene);
    groups.alike().forEach(groups::add);
    return groups.runs;
  }

  private record Alike(String location, Optional<Partitions> partitions, Optional<OfJob> job) {}

  private SequencedMap<Alike, List<Subject>> alike() {
    ConditionGraph graph = scene.graph();
    SequencedMap<Alike, List<Subject>> alike = new LinkedHashMap<>();
    for (Subject subject : scene.requests().sequencedKeySet()) {
      Optional<OfJob> job = subject instanceof OfJob own ? Optional.of(own) : Optional.empty();
      alike
          .computeIfAbsent(
              new Alike(graph.location(subject), graph.partitions(subject), job),
              _ -> new ArrayList<>())
          .add(subject);
    }
    return alike;
  }

  private void add(Alike alike, List<Subject> subjects) {
    for (Together together : together(subjects)) {
      for (List<Subject> connected : connected(together.subjects())) {
        runs.add(
            new RequestedRun(
                alike.location(),
                connected,
                alike.partitions(),
                together.partitions(),
                reads(connected, together.partitions())));
      }
    }
  }

  /// Partitions for which the same subjects are requested.
  private record Together(List<Subject> subjects, PartitionSubset partitions) {
    Together with(Subject subject, PartitionSubset some) {
      List<Subject> more = new ArrayList<>(subjects);
      more.add(subject);
      return new Together(List.copyOf(more), some);
    }
  }

  private List<Together> together(List<Subject> subjects) {
    List<Together> all = new ArrayList<>();
    for (Subject subject : subjects) {
      PartitionSubset left = scene.requested(subject);
      List<Together> split = new ArrayList<>();
      for (Together before : all) {
        PartitionSubset both = before.partitions().and(left);
        PartitionSubset rest = before.partitions().minus(left);
        left = left.minus(both);
        if (!both.isEmpty()) {
          split.add(before.with(subject, both));
        }
        if (!rest.isEmpty()) {
          split.add(new Together(before.subjects(), rest));
        }
      }
      if (!left.isEmpty()) {
        split.add(new Together(List.of(subject), left));
      }
      all = split;
    }
    return all;
  }

  /// The subjects in groups that are connected by reading the same partition, each in order.
  private Collection<List<Subject>> connected(List<Subject> subjects) {
    Map<Subject, Subject> nearer = new HashMap<>();
    for (Subject subject : subjects) {
      nearer.put(subject, subject);
      for (Link link : scene.graph().upstream(subject)) {
        if (link.isSame() && nearer.containsKey(link.to())) {
          nearer.put(root(nearer, link.to()), subject);
        }
      }
    }
    SequencedMap<Subject, List<Subject>> groups = new LinkedHashMap<>();
    for (Subject subject : subjects) {
      groups.computeIfAbsent(root(nearer, subject), _ -> new ArrayList<>()).add(subject);
    }
    return groups.values();
  }

  /// The one of its group that stands for all; ways to it are shortened as they are walked.
  private static Subject root(Map<Subject, Subject> nearer, Subject subject) {
    Subject at = subject;
    Subject next = nearer.getOrDefault(at, at);
    while (!next.equals(at)) {
      nearer.put(at, nearer.getOrDefault(next, next));
      at = next;
      next = nearer.getOrDefault(at, at);
    }
    return at;
  }

  /// The runs that made what subjects are going to read.
  private List<RunId> reads(List<Subject> subjects, PartitionSubset partitions) {
    SequencedSet<RunId> reads = new LinkedHashSet<>();
    Set<Subject> own = Set.copyOf(subjects);
    for (Subject subject : subjects) {
      for (Link link : scene.graph().upstream(subject)) {
        if (!own.contains(link.to())) {
          Status status = scene.history().after(link.to());
          reads.addAll(status.updates().runs(scene.relations().far(link, partitions)));
        }
      }
    }
    return reads.stream().limit(MOST_READS).toList();
  }
}
