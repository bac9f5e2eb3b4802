package io.dagwerk.automation.backfill;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.Event.Severity;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.AssetFacts;
import io.dagwerk.model.NodeSnapshot.CheckFacts;
import io.dagwerk.model.NodeSnapshot.OutputSnapshot;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Assets of a location, for tests. An upstream asset is sketched before its readers.
final class Sketch {
  static final Partitions DAYS = Partitions.daily("2001-01-01");
  static final Partitions MONTHS = Partitions.monthly("2001-01-01");

  private final List<NodeSnapshot> nodes = new ArrayList<>();
  private final List<JobSnapshot> jobs = new ArrayList<>();

  /// What an asset reads.
  static InputSnapshot read(String asset) {
    return new InputSnapshot.OfAsset(AssetKey.of(asset), Optional.empty(), false);
  }

  static InputSnapshot read(String asset, PartitionMapping mapping) {
    boolean isOptional = mapping instanceof PartitionMapping.Offset;
    return new InputSnapshot.OfAsset(AssetKey.of(asset), Optional.of(mapping), isOptional);
  }

  Sketch asset(String name, Partitions partitions, InputSnapshot... inputs) {
    return node(name, Optional.of(partitions), inputs);
  }

  Sketch asset(String name, InputSnapshot... inputs) {
    return node(name, Optional.empty(), inputs);
  }

  private Sketch node(String name, Optional<Partitions> partitions, InputSnapshot... inputs) {
    nodes.add(
        node(
            name,
            NodeKind.ASSET,
            partitions,
            List.of(inputs),
            List.of(output(name)),
            Optional.empty()));
    return this;
  }

  /// A blocking check of an asset without partitions that reads others too.
  Sketch check(String asset, Partitions partitions, InputSnapshot... inputs) {
    nodes.add(
        node(
            asset + ".check",
            NodeKind.CHECK,
            Optional.of(partitions),
            List.of(inputs),
            List.of(),
            Optional.of(new CheckFacts(AssetKey.of(asset), "check", Severity.ERROR, true))));
    return this;
  }

  private static OutputSnapshot output(String name) {
    AssetFacts facts =
        new AssetFacts(
            AssetKey.of(name),
            "default",
            List.of(),
            List.of(),
            "",
            new LinkedHashMap<>(),
            Optional.empty(),
            false,
            false);
    return new OutputSnapshot(
        Plan.Output.RESULT,
        "Integer",
        true,
        Optional.of(facts),
        Optional.empty(),
        true,
        Metadata.none());
  }

  private static NodeSnapshot node(
      String name,
      NodeKind kind,
      Optional<Partitions> partitions,
      List<InputSnapshot> inputs,
      List<OutputSnapshot> outputs,
      Optional<CheckFacts> check) {
    return new NodeSnapshot(
        name,
        kind,
        "",
        new LinkedHashMap<>(),
        inputs,
        List.of(),
        outputs,
        Plan.Options.PLAIN,
        Optional.empty(),
        List.of(),
        List.of(),
        new CodeVersion.Known("1"),
        partitions,
        false,
        List.of(),
        check);
  }

  Sketch job(String name, String assets) {
    jobs.add(
        new JobSnapshot(
            name,
            "",
            new LinkedHashMap<>(),
            List.of(),
            Optional.of(assets),
            true,
            List.of("default"),
            List.of(),
            List.of(),
            List.of(),
            false,
            Optional.empty(),
            ConfigSchema.Shape.EMPTY));
    return this;
  }

  LocationSnapshot location() {
    return new LocationSnapshot("test", "code", nodes, jobs, List.of(), List.of(), List.of());
  }
}
