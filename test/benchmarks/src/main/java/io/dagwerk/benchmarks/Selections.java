package io.dagwerk.benchmarks;

import io.dagwerk.benchmarks.examples.ManyAssets;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.selection.Selection;
import io.dagwerk.selection.SelectionGraph;
import io.dagwerk.selection.SelectionGraph.Item;
import io.dagwerk.selection.SelectionGraph.Labels;
import io.dagwerk.selection.SelectionGraph.Reach;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Selections from 10,000 assets, whose graph is there already.
@State(Scope.Benchmark)
public class Selections {
  private static final int COUNT = 10_000;
  private static final int GROUPS = 100;

  @Param({"asset_5000", "+asset_9999", "group:group_7 and not tag:tier=1", "asset_*9"})
  public String text = "*";

  private final List<Item> items =
      InMemory.runs(ManyAssets.inGroups(COUNT, GROUPS)).snapshot().nodes().stream()
          .map(Selections::item)
          .toList();
  private final SelectionGraph graph = new SelectionGraph("asset", items);

  private static Item item(NodeSnapshot node) {
    Labels labels =
        node.outputs().stream()
            .flatMap(output -> output.asset().stream())
            .map(asset ->
                new Labels(Optional.of(asset.group()), asset.kinds(), asset.owners(), asset.tags()))
            .findFirst()
            .orElse(Labels.NONE);
    List<String> upstream =
        node.inputs().stream()
            .flatMap(input ->
                input instanceof InputSnapshot.OfAsset of
                    ? Stream.of(of.asset().toString())
                    : Stream.of())
            .toList();
    return new Item(node.name(), labels, upstream, Reach.LISTED);
  }

  @Benchmark
  public SequencedSet<String> select() {
    return Selection.parse(text).resolve(graph);
  }
}
