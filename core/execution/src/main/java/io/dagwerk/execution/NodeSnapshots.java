package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.AssetSettings;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.FanOut;
import io.dagwerk.definitions.Hook;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Needs;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.StepSettings;
import io.dagwerk.definitions.StepSettings.AttachedHook;
import io.dagwerk.model.HookSnapshot;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.AssetFacts;
import io.dagwerk.model.NodeSnapshot.CheckFacts;
import io.dagwerk.model.NodeSnapshot.OutputSnapshot;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Plan;
import io.dagwerk.model.Retry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.stream.Stream;

/// The rule that describes one node to the host.
final class NodeSnapshots {
  private final CodeVersions versions;

  NodeSnapshots(CodeVersions versions) {
    this.versions = versions;
  }

  /// The name that a node has in plans.
  static String nameOf(Node node) {
    return switch (node) {
      case Asset<?> asset -> asset.key().toString();
      case Check check -> check.asset().key() + "." + check.name();
      case Bundle<?> _, FanOut<?> _, Op<?> _ -> node.name();
    };
  }

  /// A node of the graph of assets.
  NodeSnapshot of(Node node) {
    return of(node, Retry.NEVER, node.settings().hooks());
  }

  /// A node of a job's graph.
  NodeSnapshot of(Job job, Node node) {
    return of(node, job.settings().retry(), Needs.hooks(job, node));
  }

  private NodeSnapshot of(Node node, Retry byDefault, SequencedCollection<AttachedHook> attached) {
    StepSettings settings = node.settings();
    return new NodeSnapshot(
        nameOf(node),
        node.nodeKind(),
        settings.description(),
        settings.tags(),
        node.compute().inputs().stream().map(NodeSnapshots::input).toList(),
        settings.after().stream().flatMap(Needs::nodes).map(NodeSnapshots::nameOf).toList(),
        outputs(node),
        new Plan.Options(
            settings.priority(),
            settings.retry().orElse(byDefault),
            settings.timeout(),
            settings.pools(),
            settings.cpuBound(),
            settings.process()),
        Snapshots.configOf(node.compute().inputs()),
        resources(node).stream().map(Resource::name).toList(),
        hooks(attached),
        versions.of(node),
        partitions(node),
        node.compute().inputs().stream().anyMatch(NodeSnapshots::isRange),
        fanOuts(node),
        node instanceof Check check
            ? Optional.of(
                new CheckFacts(
                    check.asset().key(), check.name(), check.severity(), check.isBlocking()))
            : Optional.empty());
  }

  /// Each once for an end, however often it is attached.
  static List<HookSnapshot> hooks(SequencedCollection<AttachedHook> attached) {
    return attached.stream()
        .map(each -> new HookSnapshot(each.hook().name(), end(each.end())))
        .distinct()
        .toList();
  }

  private static HookSnapshot.End end(Hook.End end) {
    return switch (end) {
      case SUCCESS -> HookSnapshot.End.SUCCESS;
      case FAILURE -> HookSnapshot.End.FAILURE;
      case RETRY -> HookSnapshot.End.RETRY;
    };
  }

  private static boolean isRange(Input<?> input) {
    return input instanceof Input.Fact<?> fact && fact.kind() == Input.Fact.Kind.PARTITION_RANGE;
  }

  private static List<OutputSnapshot> outputs(Node node) {
    return switch (node) {
      case Asset<?> asset -> assetOutputs(asset);
      case Bundle<?> bundle ->
          bundle.parts().stream().map(part -> valueOf(part, part.key().toString())).toList();
      case Check _, FanOut<?> _, Op<?> _ ->
          node.outputs().stream().map(output -> output(node, output)).toList();
    };
  }

  private static List<OutputSnapshot> assetOutputs(Asset<?> asset) {
    List<OutputSnapshot> outputs = new ArrayList<>();
    asset.settings().outputs().forEach(output -> outputs.add(output(asset, output)));
    outputs.add(valueOf(asset, Plan.Output.RESULT));
    return outputs;
  }

  private static OutputSnapshot output(Node node, Output<?> output) {
    boolean isVoid = output.type().raw() == Void.class;
    boolean isCheck = node.nodeKind() == NodeKind.CHECK;
    return new OutputSnapshot(
        output.name(),
        output.type().name(),
        output.isRequired(),
        Optional.empty(),
        output.io().map(Resource::name),
        !isVoid && !isCheck,
        output.metadata());
  }

  private static OutputSnapshot valueOf(Asset<?> asset, String name) {
    return new OutputSnapshot(
        name,
        asset.type().name(),
        asset.bundle().isEmpty(),
        Optional.of(factsOf(asset)),
        asset.asset().io().map(Resource::name),
        asset.isStored(),
        asset.asset().metadata());
  }

  private static AssetFacts factsOf(Asset<?> asset) {
    AssetSettings settings = asset.asset();
    return new AssetFacts(
        asset.key(),
        settings.group(),
        settings.kinds(),
        settings.owners(),
        asset.settings().description(),
        asset.settings().tags(),
        settings.condition(),
        asset.isExternal(),
        settings.observation().isPresent());
  }

  static Optional<Partitions> partitions(Node node) {
    return switch (node) {
      case Asset<?> asset -> asset.partitions();
      case Bundle<?> bundle -> bundle.partitions();
      case Check check -> check.asset().partitions();
      case FanOut<?> _, Op<?> _ -> Optional.empty();
    };
  }

  private static List<String> fanOuts(Node node) {
    return switch (node) {
      case Op<?> op -> op.fanOuts().stream().map(FanOut::name).toList();
      case FanOut<?> fanOut -> fanOut.fanOuts().stream().map(FanOut::name).toList();
      case Asset<?> _, Bundle<?> _, Check _ -> List.of();
    };
  }

  private static InputSnapshot input(Input<?> input) {
    return switch (input) {
      case Asset<?> asset -> new InputSnapshot.OfAsset(asset.key(), Optional.empty(), false);
      case Input.ManyPartitions<?> many ->
          new InputSnapshot.OfAsset(many.asset().key(), Optional.of(many.mapping()), false);
      case Input.OnePartition<?> one ->
          new InputSnapshot.OfAsset(one.asset().key(), Optional.of(one.mapping()), true);
      case Input.As<?> as -> input(as.of());
      case Op<?> op -> new InputSnapshot.OfNode(op.name(), Plan.Output.RESULT);
      case FanOut<?> fanOut -> new InputSnapshot.OfNode(fanOut.name(), Plan.Output.RESULT);
      case Input.Emitted<?> emitted ->
          new InputSnapshot.OfNode(nameOf(emitted.by()), emitted.output().name());
      case Input.Element<?> element -> new InputSnapshot.OfElement(element.of().name());
      case Input.Collected<?, ?> all ->
          new InputSnapshot.OfBranches(all.of().name(), all.branch().name(), Plan.Output.RESULT);
      case Input.External<?> external ->
          new InputSnapshot.OfRunConfig(
              external.name(), external.type().name(), external.byDefault().isEmpty());
      case Input.Several<?> several ->
          new InputSnapshot.OfMany(several.inputs().stream().map(NodeSnapshots::input).toList());
      case Resource<?> resource -> new InputSnapshot.OfResource(resource.name());
      case Input.Config<?> _ -> new InputSnapshot.OfConfig();
      case Input.Fact<?> fact ->
          new InputSnapshot.OfFact(fact.kind().name().toLowerCase(Locale.ROOT));
      case Input.Undeclared<?> _, Input.Unusable<?> _ ->
          throw new IllegalStateException("definitions with problems are not described");
    };
  }

  /// The resources that a node's steps need, also through resources, IO managers and hooks.
  static Set<Resource<?>> resources(Node node) {
    Set<Resource<?>> all = new LinkedHashSet<>();
    ownResources(node).forEach(own -> addResources(own, all));
    node.settings()
        .hooks()
        .forEach(attached ->
            attached.hook().compute().inputs().forEach(input -> addResources(input, all)));
    return all;
  }

  /// The resources that a node's functions read and that keep its outputs.
  static Set<Resource<?>> ownResources(Node node) {
    Set<Resource<?>> own = new LinkedHashSet<>();
    node.compute().inputs().stream().flatMap(NodeSnapshots::resource).forEach(own::add);
    node.outputs().forEach(output -> output.io().ifPresent(own::add));
    switch (node) {
      case Asset<?> asset -> asset.asset().io().ifPresent(own::add);
      case Bundle<?> bundle ->
          bundle.parts().forEach(part -> part.asset().io().ifPresent(own::add));
      case Check _, FanOut<?> _, Op<?> _ -> {}
    }
    return own;
  }

  /// The input, if it is a resource.
  static Stream<Resource<?>> resource(Input<?> input) {
    return input instanceof Resource<?> resource ? Stream.of(resource) : Stream.of();
  }

  private static void addResources(Input<?> input, Set<Resource<?>> all) {
    if (input instanceof Resource<?> resource && all.add(resource)) {
      resource.compute().inputs().forEach(inner -> addResources(inner, all));
    }
  }
}
