package io.dagwerk.examples.megajob.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.examples.megajob.graph.Edge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Ways round are found when there are any, and each that is told is one.
final class CyclesTest {
  /// Another one by `-Ddagwerk.seed=...`.
  private static final long SEED = Long.getLong("dagwerk.seed", 20_010_131);

  private static final int GRAPHS = 2_000;

  @Test
  void ofRandomGraphsThoseThatCannotBeTakenApartHaveAWayRound() {
    Random random = new Random(SEED);
    for (int i = 0; i < GRAPHS; i++) {
      List<Edge> edges = edges(random);

      List<List<Edge>> found = Cycles.in(edges);

      assertThat(found.isEmpty()).as("seed %d: %s", SEED, edges).isEqualTo(comesApart(edges));
      assertThat(found).allSatisfy(way -> assertIsWayRound(way, edges)).doesNotHaveDuplicates();
    }
  }

  private static List<Edge> edges(Random random) {
    List<Edge> edges = new ArrayList<>();
    int jobs = 2 + random.nextInt(7);
    for (int i = random.nextInt(10); i >= 0; i--) {
      edges.add(
          new Edge("job" + random.nextInt(jobs), "job" + random.nextInt(jobs), Optional.empty()));
    }
    return edges;
  }

  /// Takes away, again and again, all edges from jobs that wait for nobody.
  private static boolean comesApart(List<Edge> edges) {
    Set<Edge> left = new HashSet<>(edges);
    int before = -1;
    while (before != left.size()) {
      before = left.size();
      Set<String> waiting = new HashSet<>();
      left.forEach(edge -> waiting.add(edge.to()));
      left.removeIf(edge -> !waiting.contains(edge.from()));
    }
    return left.isEmpty();
  }

  private static void assertIsWayRound(List<Edge> way, List<Edge> edges) {
    assertThat(edges).containsAll(way);
    for (int i = 0; i < way.size(); i++) {
      assertThat(way.get(i).to()).isEqualTo(way.get((i + 1) % way.size()).from());
    }
    assertThat(way.stream().map(Edge::from)).doesNotHaveDuplicates();
  }
}
