package io.dagwerk.testing;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.StepSettings.AttachedHook;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rule of what a result needs: its asset or check, and everything upstream.
final class Closure {
  private Closure() {}

  /// Every definition that these reach.
  static Set<Definition> of(List<? extends Definition> wanted) {
    Set<Definition> found = new LinkedHashSet<>();
    wanted.forEach(each -> add(each, found, Set.of()));
    return found;
  }

  /// The selection that makes these, with what is given left out, and what the checks on it read;
  /// everything, if nothing is wanted.
  ///
  /// @param checks all that may be evaluated along
  static String selection(
      List<? extends Definition> wanted, Set<Asset<?>> given, List<Check> checks) {
    if (wanted.isEmpty()) {
      return "*";
    }
    Set<Definition> found = new LinkedHashSet<>();
    wanted.forEach(each -> add(each, found, given));
    int before = -1;
    while (before < found.size()) {
      before = found.size();
      for (Check check : checks) {
        if (found.contains(check.asset())) {
          add(check, found, given);
        }
      }
    }
    return found.stream()
        .filter(each -> !given.contains(each))
        .flatMap(Closure::key)
        .map(key -> "key:\"" + key + "\"")
        .collect(Collectors.joining(" or "));
  }

  private static Stream<String> key(Definition definition) {
    return definition instanceof Asset<?> asset && !asset.isExternal()
        ? Stream.of(asset.key().toString())
        : Stream.of();
  }

  private static void add(Definition definition, Set<Definition> found, Set<Asset<?>> given) {
    if (given.contains(definition) || found.contains(definition)) {
      found.add(definition);
      return;
    }
    switch (definition) {
      case Asset<?> asset -> {
        asset.bundle().ifPresent(bundle -> add(bundle, found, given));
        addNode(asset, found, given);
        asset.asset().io().ifPresent(io -> add(io, found, given));
      }
      case Bundle<?> bundle -> {
        addNode(bundle, found, given);
        found.add(bundle);
        bundle.parts().forEach(part -> add(part, found, given));
      }
      case Check check -> {
        add(check.asset(), found, given);
        addNode(check, found, given);
      }
      case Job job -> addJob(job, found, given);
      case Resource<?> resource ->
          resource.compute().inputs().forEach(input -> addRead(input, found, given));
      default -> {}
    }
    found.add(definition);
  }

  private static void addNode(Node node, Set<Definition> found, Set<Asset<?>> given) {
    node.compute().inputs().forEach(input -> addRead(input, found, given));
    node.settings().after().forEach(input -> addRead(input, found, given));
    node.outputs().forEach(output -> output.io().ifPresent(io -> add(io, found, given)));
    addHooks(node.settings().hooks(), found, given);
  }

  private static void addJob(Job job, Set<Definition> found, Set<Asset<?>> given) {
    job.nodes().forEach(node -> addNode(node, found, given));
    job.nestedGraphs().forEach(nested -> addHooks(nested.hooks(), found, given));
    addHooks(job.settings().hooks(), found, given);
    for (Mode mode : job.settings().modes()) {
      for (Resource<?> resource : mode.resources().values()) {
        resource.compute().inputs().forEach(input -> addRead(input, found, given));
      }
    }
    job.assets().ifPresent(selection -> selection.handles().forEach(it -> add(it, found, given)));
  }

  private static void addHooks(
      List<AttachedHook> hooks, Set<Definition> found, Set<Asset<?>> given) {
    for (AttachedHook attached : hooks) {
      attached.hook().compute().inputs().forEach(input -> addRead(input, found, given));
    }
  }

  private static void addRead(Input<?> input, Set<Definition> found, Set<Asset<?>> given) {
    switch (input) {
      case Asset<?> asset -> add(asset, found, given);
      case Resource<?> resource -> add(resource, found, given);
      case Input.ManyPartitions<?> many -> add(many.asset(), found, given);
      case Input.OnePartition<?> one -> add(one.asset(), found, given);
      case Input.As<?> as -> addRead(as.of(), found, given);
      case Input.Several<?> several ->
          several.inputs().forEach(each -> addRead(each, found, given));
      default -> {}
    }
  }
}
