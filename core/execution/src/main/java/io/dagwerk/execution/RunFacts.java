package io.dagwerk.execution;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Node;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.RunId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// What is the same for all steps of a run.
///
/// @param nodes by the names that they have in plans
record RunFacts(
    RunId run,
    Definitions definitions,
    Job job,
    Mode mode,
    SequencedMap<String, String> tags,
    SequencedMap<String, Node> nodes) {
  RunFacts {
    tags = Ordered.copyOf(tags);
    nodes = Ordered.copyOf(nodes);
  }

  static RunFacts of(
      RunId run, Definitions definitions, Job job, Mode mode, Map<String, String> tags) {
    SequencedMap<String, Node> nodes = new LinkedHashMap<>();
    for (Node node : RunNeeds.nodes(definitions, job)) {
      nodes.put(NodeSnapshots.nameOf(node), node);
    }
    return new RunFacts(run, definitions, job, mode, new LinkedHashMap<>(tags), nodes);
  }

  /// @throws NullPointerException when the definitions have no such node
  Node node(String name) {
    return Objects.requireNonNull(
        nodes.get(name), () -> "the definitions have no node '%s'".formatted(name));
  }
}
