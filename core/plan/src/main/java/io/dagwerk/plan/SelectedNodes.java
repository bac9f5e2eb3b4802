package io.dagwerk.plan;

import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.selection.InvalidSelection;
import java.util.List;
import java.util.Optional;

/// The rule of which nodes make the assets that a selection chooses, with the checks on them.
/// Immutable.
public final class SelectedNodes {
  private final AssetGraph graph;

  private SelectedNodes(AssetGraph graph) {
    this.graph = graph;
  }

  /// Those of the assets, bundles and checks of a location.
  public static SelectedNodes among(LocationSnapshot location) {
    return new SelectedNodes(new AssetGraph(location));
  }

  /// The nodes of a whole run; empty for what is no selection or chooses what is not there, which
  /// planning refuses with the reason.
  ///
  /// @param assets in the selection language
  public List<NodeSnapshot> find(String assets) {
    AssetPlanner.Scope scope = new AssetPlanner.Scope("assets", assets, true);
    try {
      return new AssetChoices(graph, scope, new PlanNotes())
          .choices(Optional.empty()).stream().map(AssetChoices.Choice::node).toList();
    } catch (InvalidSelection e) {
      return List.of();
    }
  }
}
