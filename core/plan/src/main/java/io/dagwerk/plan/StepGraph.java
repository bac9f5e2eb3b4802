package io.dagwerk.plan;

import io.dagwerk.model.InputSource;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The steps of a run and what waits for what; it grows when fan-outs expand.
///
/// Templates expand level by level: of `leaf` inside `outer` and `inner` first come the templates
/// `leaf[a]`, then the steps `leaf[a][x]`. A reader of all branches waits for the template, and for
/// what it becomes. Confined to its owner's thread.
final class StepGraph {
  private final Map<StepKey, StepNode> nodes = new HashMap<>();
  private final SequencedMap<String, List<StepNode>> templates = new LinkedHashMap<>();
  private final List<StepNode> roots = new ArrayList<>();

  private final StepRules rules;
  private final SequencedMap<StepKey, Plan.Reuse> reusedInstances;

  /// @throws IllegalArgumentException when the plan cannot be run
  StepGraph(Plan plan, StepRules rules) {
    this.rules = rules;
    this.reusedInstances = plan.reusedInstances();
    PlanCheck.check(plan);
    for (Plan.Step step : plan.steps().values()) {
      StepNode node = add(step, step.key(), roots.size());
      roots.add(node);
      step.fanOuts().forEach(fanOut -> templatesIn(fanOut).add(node));
    }
    roots.forEach(this::connect);
  }

  Optional<StepNode> find(StepKey key) {
    return Optional.ofNullable(nodes.get(key));
  }

  /// @throws IllegalArgumentException when the run has no such step
  StepNode get(StepKey key) {
    return find(key)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected a step of this run, but found '%s'; it is neither planned nor made by a fan-out"
                    .formatted(key)));
  }

  /// All nodes in plan order, a template before what it became.
  void forEach(Consumer<StepNode> action) {
    roots.forEach(root -> visit(root, action));
  }

  private static void visit(StepNode node, Consumer<StepNode> action) {
    action.accept(node);
    node.branches().forEach(branch -> visit(branch, action));
  }

  /// Makes the templates around a fan-out's elements into steps, or into templates one level less
  /// deep. What waited for a template waits for all of these.
  Expansion expand(StepNode fanOut, List<String> keys) {
    List<StepNode> expanded = new ArrayList<>();
    List<StepNode> made = new ArrayList<>();
    for (StepNode root : templatesIn(fanOut.step().key().node())) {
      StepNode template = get(root.key().withKeys(fanOut.key().keys()));
      if (template.state().isFinal()) {
        continue;
      }
      template.state(new StepState.FannedOut(keys));
      expanded.add(template);
      for (String key : keys) {
        StepNode branch = add(template.step(), template.key().at(key), template.place());
        template.branches().add(branch);
        template.dependents().forEach(dependent -> dependent.waitFor(branch));
        made.add(branch);
      }
    }
    made.forEach(this::connect);
    return new Expansion(expanded, made);
  }

  /// What came of expanding a fan-out.
  ///
  /// @param expanded the templates that are no more
  /// @param made what they became
  record Expansion(List<StepNode> expanded, List<StepNode> made) {}

  /// The fan-out that a template waits for.
  StepNode fanOutOf(StepNode template) {
    List<String> keys = template.key().keys();
    return get(new StepKey(template.step().fanOuts().get(keys.size()), keys));
  }

  /// The step that `reader` means by a plain or template key: the one in the reader's own branch.
  StepNode upstreamOf(StepNode reader, StepKey upstream) {
    Plan.Step step = get(upstream).step();
    return step.isTemplate()
        ? get(upstream.withKeys(reader.key().keys().subList(0, step.fanOuts().size())))
        : get(upstream);
  }

  /// All branches that `reader` collects, in the order of their elements. A template among them is
  /// not expanded yet, never will be, or had no elements.
  List<StepNode> branchesOf(StepNode reader, InputSource.Collected source) {
    int shared = get(source.fanOut()).scope();
    return frontier(get(source.branch().withKeys(reader.key().keys().subList(0, shared))));
  }

  /// What `reader` comes after: one step, or all branches of a fan-out that it is not in.
  List<StepNode> afterOf(StepNode reader, StepKey before) {
    Plan.Step step = get(before).step();
    if (!step.isTemplate()) {
      return List.of(get(before));
    }
    int shared = sharedScope(reader.step(), step);
    return frontier(get(before.withKeys(reader.key().keys().subList(0, shared))));
  }

  private static int sharedScope(Plan.Step one, Plan.Step other) {
    int shared = 0;
    while (shared < Math.min(one.fanOuts().size(), other.fanOuts().size())
        && one.fanOuts().get(shared).equals(other.fanOuts().get(shared))) {
      shared++;
    }
    return shared;
  }

  private static List<StepNode> frontier(StepNode node) {
    if (node.branches().isEmpty()) {
      return List.of(node);
    }
    List<StepNode> leaves = new ArrayList<>();
    visit(
        node,
        below -> {
          if (below.branches().isEmpty()) {
            leaves.add(below);
          }
        });
    return leaves;
  }

  private void connect(StepNode node) {
    if (node.isTemplate()) {
      node.waitFor(fanOutOf(node));
      return;
    }
    for (StepNode upstream : upstreams(node)) {
      if (upstream.state().isFinal()) {
        rules.blame(upstream).ifPresent(node::blame);
      } else {
        node.waitFor(upstream);
      }
    }
  }

  /// Every step that this one waits for, once.
  SequencedSet<StepNode> upstreams(StepNode node) {
    SequencedSet<StepNode> upstreams = new LinkedHashSet<>();
    node.step()
        .inputs()
        .values()
        .forEach(
            input -> input.leaves().flatMap(leaf -> sourcesOf(node, leaf)).forEach(upstreams::add));
    node.step().after().forEach(before -> upstreams.addAll(afterOf(node, before)));
    return upstreams;
  }

  private Stream<StepNode> sourcesOf(StepNode node, InputSource leaf) {
    return switch (leaf) {
      case InputSource.FromStep from -> Stream.of(upstreamOf(node, from.step()));
      case InputSource.Collected collected -> branchesOf(node, collected).stream();
      case InputSource.Element element -> Stream.of(upstreamOf(node, element.fanOut()));
      case InputSource.FromStore _,
          InputSource.FanIn _,
          InputSource.FromPartitions _,
          InputSource.External _,
          InputSource.Absent _ ->
          Stream.empty();
    };
  }

  private StepNode add(Plan.Step step, StepKey key, int place) {
    Optional<Plan.Reuse> reuse =
        step.isTemplate() ? Optional.ofNullable(reusedInstances.get(key)) : step.reuse();
    StepNode node = new StepNode(step, key, reuse, place, nodes.size());
    nodes.put(key, node);
    return node;
  }

  private List<StepNode> templatesIn(String fanOut) {
    return templates.computeIfAbsent(fanOut, _ -> new ArrayList<>());
  }
}
