package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.FanOut;
import io.dagwerk.definitions.Graph;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// What a run of a job works with, and the rule of which resources that makes it open.
///
/// @param planned the nodes that are run
/// @param stores whether values go to the IO managers that are declared, and not all to one place
record RunNeeds(JobNodes of, Mode mode, NodeSet planned, boolean stores) {

  /// A run of everything in a mode, with the IO managers that are declared.
  static RunNeeds ofAll(JobNodes of, Mode mode) {
    return new RunNeeds(of, mode, of.table().all(), true);
  }

  Definitions definitions() {
    return of.definitions();
  }

  Job job() {
    return of.job();
  }

  /// The same run in another mode.
  RunNeeds in(Mode other) {
    return new RunNeeds(of, other, planned, stores);
  }

  /// The nodes that a run config document can say something to, whatever is run.
  List<Node> configurable() {
    return of.table().configurable();
  }

  /// Whether a node is run, or made by one that is.
  boolean isPlanned(Node node) {
    return switch (node) {
      case Asset<?> asset ->
          planned.contains(asset.bundle().<Node>map(bundle -> bundle).orElse(asset));
      case Bundle<?> _, Check _, FanOut<?> _, Op<?> _ -> planned.contains(node);
    };
  }

  /// Whether a node of a nested graph is run.
  boolean isPlanned(Graph.Nested nested) {
    return planned.nodes().stream().anyMatch(nested::has);
  }

  /// The resources that the run may open, as the mode has them, each after those that it is made
  /// from.
  SequencedSet<Resource<?>> resources() {
    SequencedSet<Resource<?>> declared = new LinkedHashSet<>(planned.read());
    for (Graph.Nested nested : job().nestedGraphs()) {
      if (isPlanned(nested)) {
        nested.hooks().forEach(attached -> NodeSet.addRead(attached.hook(), declared));
      }
    }
    job().settings().hooks().forEach(attached -> NodeSet.addRead(attached.hook(), declared));
    if (stores) {
      declared.addAll(planned.keepers());
      definitions().io().filter(_ -> planned.hasDefaultKeeper()).ifPresent(declared::add);
    }
    return mode.opening(declared);
  }
}
