package io.dagwerk.plan;

import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.NodeSnapshot;
import java.util.List;
import java.util.stream.Stream;

/// The rule of which ops an op comes after.
final class GraphEdges {
  private GraphEdges() {}

  /// The names of the ops and fan-outs that it reads, lies in or waits for.
  static Stream<String> upstream(NodeSnapshot node) {
    return Stream.of(
            node.inputs().stream().flatMap(GraphEdges::read),
            node.fanOuts().stream(),
            node.after().stream())
        .flatMap(names -> names)
        .distinct();
  }

  /// The names of the ops and fan-outs that an input reads.
  static Stream<String> read(InputSnapshot input) {
    return switch (input) {
      case InputSnapshot.OfNode(String node, _) -> Stream.of(node);
      case InputSnapshot.OfElement(String fanOut) -> Stream.of(fanOut);
      case InputSnapshot.OfBranches(String fanOut, String branch, _) -> Stream.of(fanOut, branch);
      case InputSnapshot.OfMany(List<InputSnapshot> elements) ->
          elements.stream().flatMap(GraphEdges::read);
      case InputSnapshot.OfAsset _,
          InputSnapshot.OfRunConfig _,
          InputSnapshot.OfResource _,
          InputSnapshot.OfConfig _,
          InputSnapshot.OfFact _ ->
          Stream.empty();
    };
  }
}
