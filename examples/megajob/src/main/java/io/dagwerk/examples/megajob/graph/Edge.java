package io.dagwerk.examples.megajob.graph;

import java.util.Comparator;
import java.util.Optional;

/// That one job waits for another.
///
/// @param from the job that comes before; where a dataset is external, the dataset
/// @param dataset what is read; empty when it only says so
public record Edge(String from, String to, Optional<String> dataset) implements Comparable<Edge> {
  private static final Comparator<Edge> BY_NAME =
      Comparator.comparing(Edge::to)
          .thenComparing(Edge::from)
          .thenComparing(edge -> edge.dataset().orElse(""));

  @Override
  public int compareTo(Edge other) {
    return BY_NAME.compare(this, other);
  }

  @Override
  public String toString() {
    return "%s -> %s%s".formatted(from, to, dataset.map(name -> " (" + name + ")").orElse(""));
  }
}
