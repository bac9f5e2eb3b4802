package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.FanOut;
import io.dagwerk.definitions.Graph;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Needs;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a run of a job works with, and the rule of which resources that makes it open.
///
/// @param planned whether a node is run
/// @param stores whether values go to the IO managers that are declared, and not all to one place
record RunNeeds(
    Definitions definitions, Job job, Mode mode, Predicate<Node> planned, boolean stores) {

  /// The nodes that a run of the job may have, whatever is selected.
  static List<Node> nodes(Definitions definitions, Job job) {
    if (job.assets().isEmpty()) {
      return job.nodes();
    }
    List<Node> nodes = new ArrayList<>();
    for (Definition definition : definitions.all()) {
      if (definition instanceof Node node) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  /// The same run in another mode.
  RunNeeds in(Mode other) {
    return new RunNeeds(definitions, job, other, planned, stores);
  }

  List<Node> nodes() {
    return nodes(definitions, job);
  }

  /// Whether a node is run, or made by one that is.
  boolean isPlanned(Node node) {
    return switch (node) {
      case Asset<?> asset -> planned.test(asset.bundle().<Node>map(bundle -> bundle).orElse(asset));
      case Bundle<?> _, Check _, FanOut<?> _, Op<?> _ -> planned.test(node);
    };
  }

  /// Whether a node of a nested graph is run.
  boolean isPlanned(Graph.Nested nested) {
    return nodes().stream().anyMatch(node -> nested.has(node) && planned.test(node));
  }

  /// The resources that the run may open, as the mode has them, each after those that it is made
  /// from.
  SequencedSet<Resource<?>> resources() {
    return mode.opening(
        nodes().stream().filter(planned).flatMap(this::declared).distinct().toList());
  }

  private Stream<Resource<?>> declared(Node node) {
    Stream<Resource<?>> used = Needs.resources(job, node);
    return stores ? Stream.concat(used, Needs.ioManagers(node, definitions.io())) : used;
  }
}
