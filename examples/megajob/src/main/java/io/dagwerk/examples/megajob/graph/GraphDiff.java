package io.dagwerk.examples.megajob.graph;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Ordered;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// How two revisions of a company's jobs differ. Immutable.
///
/// @param added names of jobs that are new
/// @param removed names of jobs that are gone
/// @param changed by name, the entries of the descriptor that say something else
/// @param newEdges what waits now and did not before
/// @param lostEdges what waited before and does not now
public record GraphDiff(
    List<String> added,
    List<String> removed,
    SequencedMap<String, List<String>> changed,
    List<Edge> newEdges,
    List<Edge> lostEdges) {
  public GraphDiff {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    changed = Ordered.copyOf(changed);
    newEdges = List.copyOf(newEdges);
    lostEdges = List.copyOf(lostEdges);
  }

  public static GraphDiff between(JobGraph before, JobGraph after) {
    SequencedMap<String, List<String>> changed = new TreeMap<>();
    for (GraphJob job : after.jobs().values()) {
      Optional.ofNullable(before.jobs().get(job.name()))
          .map(old -> differing(old.canonical(), job.canonical()))
          .filter(entries -> !entries.isEmpty())
          .ifPresent(entries -> changed.put(job.name(), entries));
    }
    return new GraphDiff(
        without(after.jobs().keySet(), before.jobs().keySet()),
        without(before.jobs().keySet(), after.jobs().keySet()),
        changed,
        without(edges(after), edges(before)),
        without(edges(before), edges(after)));
  }

  private static List<String> differing(ConfigTree before, ConfigTree after) {
    SequencedMap<String, ConfigTree> old = entries(before);
    SequencedMap<String, ConfigTree> now = entries(after);
    Set<String> names = new LinkedHashSet<>(old.keySet());
    names.addAll(now.keySet());
    return names.stream()
        .filter(
            name -> !Optional.ofNullable(old.get(name)).equals(Optional.ofNullable(now.get(name))))
        .toList();
  }

  private static SequencedMap<String, ConfigTree> entries(ConfigTree tree) {
    return tree instanceof ConfigTree.Entries(var entries) ? entries : new TreeMap<>();
  }

  private static Set<Edge> edges(JobGraph graph) {
    Set<Edge> all = new LinkedHashSet<>(graph.edges());
    all.addAll(graph.reads());
    return all;
  }

  private static <T extends Comparable<T>> List<T> without(Set<T> all, Set<T> those) {
    SequencedSet<T> left = new TreeSet<>(all);
    left.removeAll(those);
    return List.copyOf(left);
  }

  public boolean isEmpty() {
    return added.isEmpty()
        && removed.isEmpty()
        && changed.isEmpty()
        && newEdges.isEmpty()
        && lostEdges.isEmpty();
  }

  /// The jobs of the newer revision that may come to something else: those that are new or differ,
  /// or wait for others than before, and all that comes after them.
  public SequencedSet<String> affected(JobGraph after) {
    Set<String> touched = new TreeSet<>(added);
    touched.addAll(changed.keySet());
    newEdges.forEach(edge -> touched.add(edge.to()));
    lostEdges.forEach(edge -> touched.add(edge.to()));
    touched.retainAll(after.jobs().keySet());
    return after.downstream(touched);
  }

  /// The datasets that the affected jobs make here, as a selection of assets; empty when there are
  /// none.
  public Optional<String> selection(JobGraph after) {
    List<String> keys = new ArrayList<>();
    for (String name : affected(after)) {
      GraphJob job = after.get(name);
      if (job.descriptor().identity().enabled()) {
        job.descriptor().datasets().forEach(dataset -> keys.add("key:\"" + dataset + "\""));
      }
    }
    return keys.isEmpty() ? Optional.empty() : Optional.of(String.join(" or ", keys));
  }

  /// A line for each difference, such as for a comment on a change.
  public String text() {
    if (isEmpty()) {
      return "no differences\n";
    }
    StringBuilder text = new StringBuilder();
    added.forEach(name -> text.append("+ job %s\n".formatted(name)));
    removed.forEach(name -> text.append("- job %s\n".formatted(name)));
    changed.forEach((name, entries) ->
        text.append("~ job %s: %s\n".formatted(name, String.join(", ", entries))));
    newEdges.forEach(edge -> text.append("+ edge %s\n".formatted(edge)));
    lostEdges.forEach(edge -> text.append("- edge %s\n".formatted(edge)));
    return text.toString();
  }
}
