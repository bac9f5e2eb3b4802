package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.FanOut;
import io.dagwerk.definitions.Graph;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.StepSettings.AttachedHook;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;

/// What a run of a job works with, and the rule of which resources that makes it open.
///
/// @param planned the nodes that are run
/// @param stores whether values go to the IO managers that are declared, and not all to one place
record RunNeeds(JobNodes of, Mode mode, NodeSet planned, boolean stores) {

  /// A run of everything in a mode, with the IO managers that are declared.
  static RunNeeds ofAll(JobNodes of, Mode mode) {
    return new RunNeeds(of, mode, of.table().all(), true);
  }

  /// All hooks that follow the end of a node's steps: its own, those of the graphs around it, the
  /// job's.
  static SequencedSet<AttachedHook> hooks(Job job, Node node) {
    SequencedSet<AttachedHook> all = new LinkedHashSet<>(node.settings().hooks());
    for (Graph.Nested nested : job.nestedGraphs().reversed()) {
      if (isIn(node, nested)) {
        all.addAll(nested.hooks());
      }
    }
    all.addAll(job.settings().hooks());
    return all;
  }

  static boolean isIn(Node node, Graph.Nested nested) {
    return node.name().startsWith(nested.name() + ".");
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
    return planned.nodes().stream().anyMatch(node -> isIn(node, nested));
  }

  /// The resources that the run may open, as the mode has them, each after those that it is made
  /// from.
  SequencedSet<Resource<?>> resources() {
    SequencedSet<Resource<?>> direct = new LinkedHashSet<>(planned.read());
    for (Graph.Nested nested : job().nestedGraphs()) {
      if (isPlanned(nested)) {
        nested.hooks().forEach(attached -> NodeSet.addRead(attached.hook(), direct));
      }
    }
    job().settings().hooks().forEach(attached -> NodeSet.addRead(attached.hook(), direct));
    if (stores) {
      direct.addAll(planned.keepers());
      definitions().io().filter(_ -> planned.hasDefaultKeeper()).ifPresent(direct::add);
    }
    SequencedSet<Resource<?>> all = new LinkedHashSet<>();
    direct.forEach(resource -> add(resource, all));
    return all;
  }

  private void add(Resource<?> declared, Set<Resource<?>> all) {
    Resource<?> actual = mode.actual(declared);
    if (!all.contains(actual)) {
      actual.compute().inputs().stream()
          .flatMap(RunNeeds::resource)
          .forEach(inner -> add(inner, all));
      all.add(actual);
    }
  }

  private static Stream<Resource<?>> resource(Input<?> input) {
    return input instanceof Resource<?> resource ? Stream.of(resource) : Stream.of();
  }
}
