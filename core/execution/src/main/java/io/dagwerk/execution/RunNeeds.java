package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.FanOut;
import io.dagwerk.definitions.Graph;
import io.dagwerk.definitions.Hook;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.StepSettings.AttachedHook;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
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
    return nodes().stream().anyMatch(node -> isIn(node, nested) && planned.test(node));
  }

  /// The resources that the run may open, as the mode has them, each after those that it is made
  /// from.
  SequencedSet<Resource<?>> resources() {
    SequencedSet<Resource<?>> all = new LinkedHashSet<>();
    for (Node node : nodes()) {
      if (planned.test(node)) {
        direct(node).forEach(resource -> add(resource, all));
      }
    }
    return all;
  }

  private Stream<? extends Resource<?>> direct(Node node) {
    Stream<Input<?>> ofHooks =
        hooks(job, node).stream()
            .map(AttachedHook::hook)
            .map(Hook::compute)
            .flatMap(compute -> compute.inputs().stream());
    Stream<Resource<?>> used =
        Stream.concat(node.compute().inputs().stream(), ofHooks).flatMap(NodeSnapshots::resource);
    return stores ? Stream.concat(used, ioManagers(node)) : used;
  }

  /// Those that keep what the node makes and what it reads.
  private Stream<? extends Resource<?>> ioManagers(Node node) {
    Stream<Node> read = node.compute().inputs().stream().flatMap(NodeSnapshots::readNodes);
    return Stream.concat(Stream.of(node), read)
        .flatMap(RunNeeds::keepers)
        .flatMap(own -> own.isPresent() ? own.stream() : definitions.io().stream());
  }

  private static Stream<Optional<? extends Resource<?>>> keepers(Node node) {
    return switch (node) {
      case Asset<?> asset when asset.isStored() ->
          Stream.concat(Stream.of(asset.asset().io()), outputs(asset.settings().outputs()));
      case Bundle<?> bundle -> bundle.parts().stream().map(part -> part.asset().io());
      default -> outputs(node.outputs());
    };
  }

  private static Stream<Optional<? extends Resource<?>>> outputs(List<Output<?>> outputs) {
    return outputs.stream()
        .filter(output -> output.type().raw() != Void.class)
        .map(output -> output.io().map(io -> (Resource<?>) io));
  }

  private void add(Resource<?> declared, Set<Resource<?>> all) {
    Resource<?> actual = mode.actual(declared);
    if (!all.contains(actual)) {
      actual.compute().inputs().stream()
          .flatMap(NodeSnapshots::resource)
          .forEach(inner -> add(inner, all));
      all.add(actual);
    }
  }
}
