package io.dagwerk.plan;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event.Severity;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
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
import java.util.Set;

/// Plans assets and their checks.
final class AssetPlanner {
  private final PlanRequest request;
  private final Scope scope;
  private final PlanNotes notes;
  private final PartitionSets sets;
  private final Map<AssetKey, NodeSnapshot> makers = new HashMap<>();
  private final Map<NodeSnapshot, List<Optional<PartitionKey>>> planned = new LinkedHashMap<>();
  private final Map<AssetKey, List<NodeSnapshot>> blocking = new HashMap<>();

  record Scope(String job, String assets, boolean checked) {}

  AssetPlanner(PlanRequest request, Scope scope, PlanNotes notes) {
    this.request = request;
    this.scope = scope;
    this.notes = notes;
    this.sets = new PartitionSets(request.moment().now(), request.moment().dynamicKeys());
  }

  PlanDraft draft() {
    for (NodeSnapshot node : request.location().nodes()) {
      node.assets().forEach(asset -> makers.put(asset, node));
    }
    Set<String> selected = selected();
    for (NodeSnapshot node : request.location().nodes()) {
      boolean wanted =
          node.check()
              .map(check -> scope.checked() && selected.contains(check.asset().toString()))
              .orElseGet(() ->
                  node.assets().stream().anyMatch(key -> selected.contains(key.toString()))
                      && !isExternal(node));
      if (wanted) {
        planned.put(node, keys(node));
        node.check()
            .filter(check -> check.blocking() && check.severity() == Severity.ERROR)
            .ifPresent(
                check -> blocking.computeIfAbsent(check.asset(), _ -> new ArrayList<>()).add(node));
      }
    }
    List<Plan.Step> steps = new ArrayList<>();
    planned.forEach((node, keys) -> keys.forEach(key -> steps.add(step(node, key, selected))));
    return PlanDraft.of(scope.job(), request.location().codeVersion(), steps);
  }

  private static boolean isExternal(NodeSnapshot node) {
    return node.outputs().stream()
        .anyMatch(output -> output.asset().map(NodeSnapshot.AssetFacts::external).orElse(false));
  }

  private Set<String> selected() {
    List<SelectionGraph.Item> items = new ArrayList<>();
    for (NodeSnapshot node : request.location().nodes()) {
      List<String> reads = new ArrayList<>(node.after());
      for (InputSnapshot input : node.inputs()) {
        if (input instanceof InputSnapshot.OfAsset of) {
          reads.add(of.asset().toString());
        }
      }
      for (NodeSnapshot.OutputSnapshot output : node.outputs()) {
        output
            .asset()
            .ifPresent(facts ->
                items.add(
                    new SelectionGraph.Item(
                        facts.key().toString(),
                        new SelectionGraph.Labels(
                            Optional.of(facts.group()),
                            facts.kinds(),
                            facts.owners(),
                            facts.tags()),
                        reads,
                        SelectionGraph.Reach.LISTED)));
      }
    }
    SelectionGraph graph = new SelectionGraph("asset", items);
    Set<String> all = new LinkedHashSet<>(Selection.parse(scope.assets()).resolve(graph));
    request.selection().ifPresent(part -> all.retainAll(Selection.parse(part).resolve(graph)));
    return all;
  }

  private List<Optional<PartitionKey>> keys(NodeSnapshot node) {
    if (node.partitions().isEmpty()) {
      return List.of(Optional.empty());
    }
    Partitions own = node.partitions().get();
    List<PartitionKey> targets =
        switch (request.partitions()) {
          case PlanRequest.Targets.None _ -> List.of();
          case PlanRequest.Targets.Keys keys -> keys.keys();
          case PlanRequest.Targets.Range range ->
              base(range.first())
                  .map(sets::of)
                  .map(set -> set.between(range.first(), range.last()))
                  .orElse(List.of());
          case PlanRequest.Targets.Every _ -> sets.of(own).keys().toList();
        };
    if (targets.isEmpty()) {
      notes.problem(
          "asset '%s' is partitioned, but no partition was named; name one".formatted(node.name()));
      return List.of();
    }
    Set<PartitionKey> keys = new LinkedHashSet<>();
    for (PartitionKey target : targets) {
      if (sets.of(own).contains(target)) {
        keys.add(target);
      } else {
        base(target)
            .ifPresentOrElse(
                base -> keys.addAll(new PartitionMap(sets, Optional.of(base), own).related(target)),
                () ->
                    notes.problem(
                        "no asset has a partition '%s'; there are %s"
                            .formatted(target, sets.of(own).describe())));
      }
    }
    return keys.stream().map(Optional::of).toList();
  }

  private Optional<Partitions> base(PartitionKey key) {
    return request.location().nodes().stream()
        .flatMap(node -> node.partitions().stream())
        .filter(partitions -> sets.of(partitions).contains(key))
        .findFirst();
  }

  private static StepKey stepKey(NodeSnapshot node, Optional<PartitionKey> key) {
    StepKey step = StepKey.of(node.name());
    return key.map(some -> step.at(some.text())).orElse(step);
  }

  private Plan.Step step(NodeSnapshot node, Optional<PartitionKey> key, Set<String> selected) {
    Set<StepKey> after = new LinkedHashSet<>();
    SequencedMap<Integer, InputSource> inputs = new LinkedHashMap<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      switch (node.inputs().get(i)) {
        case InputSnapshot.OfAsset of -> inputs.put(i, source(node, key, of, after));
        case InputSnapshot.OfRunConfig of -> inputs.put(i, new InputSource.External(of.name()));
        default -> {}
      }
    }
    for (String before : node.after()) {
      Optional.ofNullable(makers.get(AssetKey.of(before)))
          .filter(planned::containsKey)
          .ifPresent(maker ->
              planned.getOrDefault(maker, List.of()).stream()
                  .filter(other -> other.isEmpty() || key.isEmpty() || other.equals(key))
                  .forEach(other -> after.add(stepKey(maker, other))));
    }
    node.check()
        .flatMap(check -> Optional.ofNullable(makers.get(check.asset())))
        .filter(planned::containsKey)
        .ifPresent(maker -> after.add(stepKey(maker, key)));
    return new Plan.Step(
        stepKey(node, key),
        node.kind(),
        List.of(),
        key.stream().toList(),
        inputs,
        List.copyOf(after),
        node.outputs().stream()
            .filter(output ->
                node.kind() != NodeKind.BUNDLE
                    || output
                        .asset()
                        .map(it -> selected.contains(it.key().toString()))
                        .orElse(true))
            .map(output ->
                new Plan.Output(
                    output.name(),
                    output.required(),
                    output.asset().map(NodeSnapshot.AssetFacts::key)))
            .toList(),
        node.options(),
        Optional.empty());
  }

  private InputSource source(
      NodeSnapshot node, Optional<PartitionKey> key, InputSnapshot.OfAsset of, Set<StepKey> after) {
    NodeSnapshot maker = makers.get(of.asset());
    if (maker == null || maker.partitions().isEmpty()) {
      return one(node, of, Optional.empty(), after);
    }
    List<PartitionKey> upstream =
        new PartitionMap(sets, node.partitions(), maker.partitions().get())
            .upstreamKeys(key, of.partitions());
    if (of.partitions().isEmpty()) {
      return one(node, of, upstream.stream().findFirst(), after);
    }
    SequencedMap<PartitionKey, InputSource> sources = new LinkedHashMap<>();
    for (PartitionKey each : upstream) {
      if (isPlanned(maker, each) || request.known().isMaterialized(of.asset(), Optional.of(each))) {
        sources.put(each, one(node, of, Optional.of(each), after));
      }
    }
    if (of.optional()) {
      return sources.isEmpty() ? new InputSource.Absent() : sources.firstEntry().getValue();
    }
    return new InputSource.FromPartitions(sources);
  }

  private boolean isPlanned(NodeSnapshot maker, PartitionKey key) {
    return planned.getOrDefault(maker, List.of()).contains(Optional.of(key));
  }

  private InputSource one(
      NodeSnapshot node, InputSnapshot.OfAsset of, Optional<PartitionKey> key, Set<StepKey> after) {
    NodeSnapshot maker = makers.get(of.asset());
    if (maker != null && planned.getOrDefault(maker, List.of()).contains(key)) {
      if (node.check().isEmpty()) {
        blocking
            .getOrDefault(of.asset(), List.of())
            .forEach(check -> after.add(stepKey(check, key)));
      }
      String output = maker.kind() == NodeKind.BUNDLE ? of.asset().toString() : Plan.Output.RESULT;
      return new InputSource.FromStep(stepKey(maker, key), output);
    }
    if (!request.known().isMaterialized(of.asset(), key)) {
      notes.problem(
          "'%s' reads '%s'%s, which was never materialized; select +%s or materialize it first"
              .formatted(
                  node.name(),
                  of.asset(),
                  key.map(some -> " [" + some + "]").orElse(""),
                  node.name()));
    }
    return new InputSource.FromStore(new OutputAddress.OfAsset(of.asset(), key));
  }
}
