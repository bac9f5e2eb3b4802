package io.dagwerk.plan;

import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.AssetFacts;
import io.dagwerk.model.NodeSnapshot.OutputSnapshot;
import io.dagwerk.selection.Selection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rule of which nodes make what is selected of the assets of a graph.
final class AssetChoices {
  private final AssetGraph graph;
  private final AssetPlanner.Scope scope;
  private final PlanNotes notes;

  AssetChoices(AssetGraph graph, AssetPlanner.Scope scope, PlanNotes notes) {
    this.graph = graph;
    this.scope = scope;
    this.notes = notes;
  }

  /// A node that makes something selected, and which of its outputs.
  record Choice(NodeSnapshot node, List<OutputSnapshot> outputs) {}

  /// The nodes that make what is selected, in topological order, each with the outputs to make.
  ///
  /// @param narrowed selects some of the assets in scope
  List<Choice> choices(Optional<String> narrowed) {
    Set<String> inScope = Selection.parse(scope.assets()).resolve(graph.selectable());
    Set<String> selected = narrowed.isEmpty() ? inScope : among(inScope, narrowed.get());
    BitSet places = graph.makersOf(selected);
    places.or(checksOf(selected));
    List<Choice> choices = new ArrayList<>();
    List<NodeSnapshot> nodes = graph.at(places);
    nodes.forEach(node -> choice(node, selected).ifPresent(choices::add));
    if (choices.isEmpty()) {
      noteExternal(nodes);
    }
    return choices;
  }

  private Set<String> among(Set<String> inScope, String selection) {
    Set<String> withChecks = new LinkedHashSet<>(inScope);
    graph.at(checksOf(inScope)).forEach(check -> withChecks.add(check.name()));
    return Selection.parse(selection).resolve(graph.selectable(withChecks));
  }

  private BitSet checksOf(Set<String> assets) {
    return scope.checked() ? graph.checksOf(assets) : new BitSet();
  }

  private Optional<Choice> choice(NodeSnapshot node, Set<String> selected) {
    if (node.check().isPresent()) {
      return Optional.of(new Choice(node, node.outputs()));
    }
    List<OutputSnapshot> wanted =
        node.outputs().stream().filter(output -> isWanted(output, selected)).toList();
    if (wanted.stream().allMatch(output -> output.asset().isEmpty())) {
      return Optional.empty();
    }
    checkSubset(node, wanted);
    return Optional.of(new Choice(node, wanted));
  }

  private static boolean isWanted(OutputSnapshot output, Set<String> selected) {
    return output
        .asset()
        .map(facts -> !facts.external() && selected.contains(facts.key().toString()))
        .orElse(true);
  }

  private void checkSubset(NodeSnapshot node, List<OutputSnapshot> wanted) {
    node.outputs().stream()
        .filter(OutputSnapshot::required)
        .filter(output -> !wanted.contains(output))
        .flatMap(output -> output.asset().stream())
        .forEach(asset ->
            notes.problem(
                "%s makes '%s' in any case, but it is not selected; select it too"
                    .formatted(NodeNames.of(node), asset.key())));
  }

  private void noteExternal(List<NodeSnapshot> nodes) {
    nodes.stream()
        .flatMap(node -> node.outputs().stream())
        .flatMap(output -> output.asset().stream())
        .filter(AssetFacts::external)
        .findFirst()
        .ifPresent(facts ->
            notes.note("asset '%s' is external, nothing here makes it".formatted(facts.key())));
  }
}
