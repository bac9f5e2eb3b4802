package io.dagwerk.graphql;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.Event;
import io.dagwerk.model.HookSnapshot;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.AssetFacts;
import io.dagwerk.model.NodeSnapshot.CheckFacts;
import io.dagwerk.model.NodeSnapshot.OutputSnapshot;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A location of assets: `landed`, which others make, day by day; `orders` of the same days, made
/// from it and judged by the check `few`; `revenue`, made from that.
public final class Shop {
  private static final AssetKey LANDED = AssetKey.of("landed");
  private static final AssetKey ORDERS = AssetKey.of("orders");
  private static final Optional<Partitions> DAYS = Optional.of(Partitions.daily("2001-01-01"));

  private Shop() {}

  public static LocationSnapshot location() {
    return new LocationSnapshot(
        "shop",
        "code-1",
        List.of(
            asset(LANDED, "raw", List.of(), DAYS),
            asset(ORDERS, "sales", List.of(LANDED), DAYS),
            check(),
            asset(AssetKey.of("revenue"), "sales", List.of(ORDERS), Optional.empty())),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /// It has so many other assets instead, named `a1` and so on, each made from the one before.
  static LocationSnapshot of(int assets) {
    List<NodeSnapshot> nodes = new ArrayList<>();
    for (int i = 1; i <= assets; i++) {
      List<AssetKey> read = i == 1 ? List.of() : List.of(AssetKey.of("a" + (i - 1)));
      nodes.add(asset(AssetKey.of("a" + i), "many", read, Optional.empty()));
    }
    return new LocationSnapshot(
        "shop", "code-1", nodes, List.of(), List.of(), List.of(), List.of());
  }

  /// It has a job `daily` of these ops too.
  public static LocationSnapshot with(List<NodeSnapshot> ops) {
    return new LocationSnapshot(
        "shop",
        "code-1",
        location().nodes(),
        List.of(job("daily", ops)),
        List.of(),
        List.of(),
        List.of());
  }

  static JobSnapshot job(String name, List<NodeSnapshot> ops) {
    return new JobSnapshot(
        name,
        "",
        tags(),
        ops,
        Optional.empty(),
        false,
        List.of("default"),
        List.of(),
        List.of(),
        List.of(),
        false,
        Optional.empty(),
        new ConfigSchema.Shape(List.of()));
  }

  /// A job of all assets of its location.
  public static JobSnapshot jobOfAssets(String name, String description) {
    return new JobSnapshot(
        name,
        description,
        tags(),
        List.of(),
        Optional.of("*"),
        true,
        List.of("default"),
        List.of(),
        List.of(),
        List.of(),
        false,
        Optional.empty(),
        new ConfigSchema.Shape(List.of()));
  }

  static NodeSnapshot op(String name, Optional<Partitions> partitions) {
    return node(name, NodeKind.OP, List.of(), List.of(), partitions, Optional.empty());
  }

  static NodeSnapshot owned(NodeSnapshot op, String owner) {
    SequencedMap<String, String> tags = tags();
    tags.put("owner", owner);
    return with(op, tags, op.hooks());
  }

  /// It calls a hook when its steps end.
  static NodeSnapshot hooked(NodeSnapshot node, HookSnapshot hook) {
    return with(node, node.tags(), List.of(hook));
  }

  private static NodeSnapshot with(
      NodeSnapshot op, SequencedMap<String, String> tags, List<HookSnapshot> hooks) {
    return new NodeSnapshot(
        op.name(),
        op.kind(),
        op.description(),
        tags,
        op.inputs(),
        op.after(),
        op.outputs(),
        op.options(),
        op.config(),
        op.resources(),
        hooks,
        op.codeVersion(),
        op.partitions(),
        op.wholeRange(),
        op.fanOuts(),
        op.check());
  }

  private static NodeSnapshot asset(
      AssetKey key, String group, List<AssetKey> read, Optional<Partitions> partitions) {
    AssetFacts facts =
        new AssetFacts(
            key,
            group,
            List.of("table"),
            List.of("team:sales"),
            "About " + key + ".",
            tags(),
            Optional.empty(),
            key.equals(LANDED),
            false);
    OutputSnapshot output =
        new OutputSnapshot(
            "result", "String", true, Optional.of(facts), Optional.empty(), true, Metadata.none());
    return node(
        key.toString(), NodeKind.ASSET, read, List.of(output), partitions, Optional.empty());
  }

  private static NodeSnapshot check() {
    CheckFacts facts = new CheckFacts(ORDERS, "few", Event.Severity.ERROR, true);
    return node("orders.few", NodeKind.CHECK, List.of(ORDERS), List.of(), DAYS, Optional.of(facts));
  }

  private static NodeSnapshot node(
      String name,
      NodeKind kind,
      List<AssetKey> read,
      List<OutputSnapshot> outputs,
      Optional<Partitions> partitions,
      Optional<CheckFacts> check) {
    return new NodeSnapshot(
        name,
        kind,
        "",
        tags(),
        read.stream()
            .<InputSnapshot>map(key -> new InputSnapshot.OfAsset(key, Optional.empty(), false))
            .toList(),
        List.of(),
        outputs,
        Plan.Options.PLAIN,
        Optional.empty(),
        List.of(),
        List.of(),
        new CodeVersion.Unknown("it is a test's"),
        partitions,
        false,
        List.of(),
        check);
  }

  private static SequencedMap<String, String> tags() {
    return new LinkedHashMap<>();
  }
}
