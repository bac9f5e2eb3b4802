package io.dagwerk.plan;

import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.OutputSnapshot;
import io.dagwerk.selection.InvalidSelection;
import io.dagwerk.selection.Selection;
import io.dagwerk.selection.SelectionGraph;
import java.util.List;
import java.util.Set;

/// The rule of which nodes make the assets that a selection chooses, with the checks on them.
/// Immutable.
public final class SelectedNodes {
  private final List<NodeSnapshot> nodes;
  private final SelectionGraph graph;

  private SelectedNodes(List<NodeSnapshot> nodes, SelectionGraph graph) {
    this.nodes = nodes;
    this.graph = graph;
  }

  /// @param nodes the assets, bundles and checks of a location
  public static SelectedNodes among(List<NodeSnapshot> nodes) {
    AssetGraph graph = new AssetGraph(nodes);
    return new SelectedNodes(graph.nodes(), graph.selectable());
  }

  /// The nodes of a whole run; empty for what is no selection or chooses what is not there, which
  /// planning refuses with the reason.
  ///
  /// @param assets in the selection language
  public List<NodeSnapshot> find(String assets) {
    try {
      Set<String> selected = Selection.parse(assets).resolve(graph);
      return nodes.stream().filter(node -> isSelected(node, selected)).toList();
    } catch (InvalidSelection e) {
      return List.of();
    }
  }

  private static boolean isSelected(NodeSnapshot node, Set<String> selected) {
    if (node.check().isPresent()) {
      return selected.contains(node.name()) || isCheckOf(node, selected);
    }
    return node.outputs().stream()
        .anyMatch(output -> output.asset().isPresent() && isWanted(output, selected));
  }

  static boolean isCheckOf(NodeSnapshot node, Set<String> selected) {
    return node.check().filter(check -> selected.contains(check.asset().toString())).isPresent();
  }

  /// Whether an output is made with the selected assets: one of them, or what goes with them.
  static boolean isWanted(OutputSnapshot output, Set<String> selected) {
    return output
        .asset()
        .map(facts -> !facts.external() && selected.contains(facts.key().toString()))
        .orElse(true);
  }
}
