package io.dagwerk.benchmarks;

import io.dagwerk.model.Ordered;
import io.dagwerk.selection.Selection;
import io.dagwerk.selection.SelectionGraph;
import io.dagwerk.selection.SelectionGraph.Item;
import io.dagwerk.selection.SelectionGraph.Labels;
import io.dagwerk.selection.SelectionGraph.Reach;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedSet;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Selections from 10,000 assets with 30,000 edges between them, drawn by chance. The graph is
/// there already.
@State(Scope.Benchmark)
public class Selections {
  private static final int NODES = 10_000;
  private static final int EDGES = 30_000;
  private static final int GROUPS = 100;
  private static final int TIERS = 3;

  @Param({
    "asset_5000",
    "asset_*9",
    "+asset_9999",
    "2+asset_5000+3",
    "sinks(roots(asset_9999))",
    "group:group_7 and not tag:tier=1"
  })
  public String text = "*";

  private final List<Item> items = items();
  private final SelectionGraph graph = new SelectionGraph("asset", items);

  private static List<Item> items() {
    Random random = new Random(1);
    List<Set<Integer>> upstream = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      upstream.add(new HashSet<>());
    }
    for (int edges = 0; edges < EDGES; ) {
      int reader = random.nextInt(1, NODES);
      if (upstream.get(reader).add(random.nextInt(reader))) {
        edges++;
      }
    }
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      List<String> names = upstream.get(i).stream().sorted().map(Selections::name).toList();
      items.add(new Item(name(i), labels(i), names, Reach.LISTED));
    }
    return items;
  }

  private static String name(int place) {
    return "asset_" + place;
  }

  private static Labels labels(int place) {
    return new Labels(
        Optional.of("factory"),
        Optional.of("group_" + place % GROUPS),
        List.of("table"),
        List.of("team:data"),
        Ordered.copyOf(Map.of("tier", String.valueOf(place % TIERS))));
  }

  @Benchmark
  public SequencedSet<String> select() {
    return Selection.parse(text).resolve(graph);
  }
}
