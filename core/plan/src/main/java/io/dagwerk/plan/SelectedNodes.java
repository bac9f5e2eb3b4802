package io.dagwerk.plan;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.AssetFacts;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.selection.InvalidSelection;
import io.dagwerk.selection.Selection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rule of which nodes make the assets that a selection names. Immutable.
public final class SelectedNodes {
  private final AssetGraph graph;

  public SelectedNodes(LocationSnapshot location) {
    this.graph = new AssetGraph(location);
  }

  /// A node, and which of its assets are selected.
  public record Selected(NodeSnapshot node, List<AssetKey> assets) {
    public Selected {
      assets = List.copyOf(assets);
    }
  }

  /// Those that make any of the selected assets, in topological order: no checks, and nothing
  /// external.
  ///
  /// @throws io.dagwerk.selection.InvalidSelection when it names something that there is not
  public List<Selected> of(String assets) {
    return making(Selection.parse(assets).resolve(graph.selectable()));
  }

  /// As [#of(String)], of a part of the selected assets.
  ///
  /// @throws io.dagwerk.selection.InvalidSelection when one names something that there is not
  public List<Selected> of(String assets, String part) {
    Set<String> all = Selection.parse(assets).resolve(graph.selectable());
    return making(Selection.parse(part).resolve(graph.selectable(all)));
  }

  /// All nodes of a whole run, with the checks on what is selected; empty for what is no selection
  /// or chooses what is not there, which planning refuses with the reason.
  public List<NodeSnapshot> withChecks(String assets) {
    AssetPlanner.Scope scope = new AssetPlanner.Scope("assets", assets, true);
    try {
      return new AssetChoices(graph, scope, new PlanNotes())
          .choices(Optional.empty()).stream().map(AssetChoices.Choice::node).toList();
    } catch (InvalidSelection e) {
      return List.of();
    }
  }

  private List<Selected> making(Set<String> selected) {
    return graph.nodes().stream()
        .filter(node -> node.check().isEmpty())
        .map(node -> new Selected(node, assets(node, selected)))
        .filter(each -> !each.assets().isEmpty())
        .toList();
  }

  private static List<AssetKey> assets(NodeSnapshot node, Set<String> selected) {
    return node.outputs().stream()
        .flatMap(output -> output.asset().stream())
        .filter(facts -> !facts.external() && selected.contains(facts.key().toString()))
        .map(AssetFacts::key)
        .toList();
  }

  /// The partitions that runs of these nodes are asked for by: those that name a partition of each
  /// other, such as the days of days and months; else those of the first that has some.
  public static Optional<Partitions> partitions(List<Selected> nodes) {
    List<Partitions> all =
        nodes.stream()
            .map(each -> each.node().partitions())
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    return all.stream()
        .filter(
            each -> all.stream().allMatch(other -> Partitioning.readsOne(Optional.of(each), other)))
        .findFirst()
        .or(() -> all.stream().findFirst());
  }
}
