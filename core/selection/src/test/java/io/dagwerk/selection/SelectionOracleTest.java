package io.dagwerk.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.Covers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Compares selections with what walking the graph node by node, with plain sets, finds.
final class SelectionOracleTest {
  private static final Map<String, List<String>> GRAPHS = new LinkedHashMap<>();

  static {
    GRAPHS.put("line", List.of("a", "b<a", "c<b", "d<c", "e<d"));
    GRAPHS.put("diamond", List.of("a", "b<a", "c<a", "d<b c", "e<d"));
    GRAPHS.put("fan-out", List.of("a", "b<a", "c<a", "d<a", "e<a"));
    GRAPHS.put("fan-in", List.of("a", "b", "c", "d", "e<a b c d"));
    GRAPHS.put("disconnected", List.of("a", "b<a", "c", "d<c", "e"));
    GRAPHS.put("branching", List.of("a", "b<a", "c<a", "f<b", "d<c", "e<d"));
  }

  private static final List<String> UP = List.of("", "+", "*", "++", "+++", "1+", "2+", "*+");
  private static final List<String> DOWN = List.of("", "+", "*", "++", "+++", "+1", "+2", "+*");

  @Test
  @Covers("S40.1")
  void everyClauseOnEveryGraphIsWhatAWalkFinds() {
    int clauses = 0;
    for (Map.Entry<String, List<String>> graph : GRAPHS.entrySet()) {
      for (String name : List.of("a", "b", "c", "d", "e")) {
        for (String up : UP) {
          for (String down : DOWN) {
            String clause = up + name + down;
            assertThat(select(clause, graph.getValue()))
                .as("%s on %s", clause, graph.getKey())
                .isEqualTo(walk(name, layers(up), layers(down), edges(graph.getValue())));
            clauses++;
          }
        }
      }
    }
    assertThat(clauses).isEqualTo(6 * 5 * 64);
  }

  private static Set<String> select(String clause, List<String> graph) {
    return new TreeSet<>(
        Selection.parse(clause).resolve(SelectionTest.graph(graph.toArray(String[]::new))));
  }

  private static int layers(String signs) {
    return switch (signs) {
      case "" -> 0;
      case "1+", "+1" -> 1;
      case "++", "2+", "+2" -> 2;
      case "+++" -> 3;
      default -> 1000;
    };
  }

  private static List<String[]> edges(List<String> graph) {
    List<String[]> edges = new ArrayList<>();
    for (String item : graph) {
      String[] parts = item.split("<", 2);
      if (parts.length == 2) {
        for (String upstream : parts[1].split(" ", -1)) {
          edges.add(new String[] {upstream, parts[0]});
        }
      }
    }
    return edges;
  }

  private static Set<String> walk(String name, int up, int down, List<String[]> edges) {
    Set<String> found = new TreeSet<>();
    climb(name, up, edges, 0, found);
    climb(name, down, edges, 1, found);
    return found;
  }

  /// Visits every path, however often it comes by the same node.
  private static void climb(
      String name, int layers, List<String[]> edges, int from, Set<String> found) {
    found.add(name);
    if (layers > 0) {
      for (String[] edge : edges) {
        if (edge[1 - from].equals(name)) {
          climb(edge[from], layers - 1, edges, from, found);
        }
      }
    }
  }

  @Test
  void randomSelectionsOfRandomGraphsAreTheSetsThatTheyRead() {
    long seed = Long.getLong("dagwerk.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      WalkedGraph graph = WalkedGraph.random(random);
      WalkedGraph.Expected expected = graph.term(random, 4);
      assertThat(Selection.parse(expected.text()).resolve(graph.selectable()))
          .as("seed %d: %s of %s", seed, expected.text(), graph)
          .containsExactlyInAnyOrderElementsOf(expected.names());
    }
  }
}
