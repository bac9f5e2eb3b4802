package io.dagwerk.plan;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.Event.Severity;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.LocationSnapshot.ResourceSnapshot;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.AssetFacts;
import io.dagwerk.model.NodeSnapshot.CheckFacts;
import io.dagwerk.model.NodeSnapshot.OutputSnapshot;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Snapshots for tests, drawn in a few words.
final class Sketch {
  /// The mode of all jobs that reads what others have stored.
  static final String LOCAL = "local";

  static final PlanRequest.Moment NOW =
      PlanRequest.Moment.at(Instant.parse("2001-03-01T00:00:00Z"));

  private final List<NodeSnapshot> assets = new ArrayList<>();
  private final List<NodeSnapshot> ops = new ArrayList<>();
  private final List<ResourceSnapshot> resources = new ArrayList<>();
  private boolean isMemoized;
  private boolean isChecked = true;

  /// A node under construction.
  static final class Drawn {
    private final String name;
    private final NodeKind kind;
    private final List<InputSnapshot> inputs = new ArrayList<>();
    private final List<String> after = new ArrayList<>();
    private final List<OutputSnapshot> outputs = new ArrayList<>();
    private final List<String> resources = new ArrayList<>();
    private List<String> fanOuts = List.of();
    private Optional<Partitions> partitions = Optional.empty();
    private Optional<CheckFacts> check = Optional.empty();
    private boolean isRange;
    private CodeVersion version = new CodeVersion.Known("1");
    private final SequencedMap<String, String> tags = new LinkedHashMap<>();

    private Drawn(String name, NodeKind kind) {
      this.name = name;
      this.kind = kind;
    }

    Drawn reads(String... ops) {
      for (String op : ops) {
        inputs.add(new InputSnapshot.OfNode(op, Plan.Output.RESULT));
      }
      return this;
    }

    Drawn input(InputSnapshot input) {
      inputs.add(input);
      return this;
    }

    Drawn readsAssets(String... keys) {
      for (String key : keys) {
        inputs.add(new InputSnapshot.OfAsset(AssetKey.of(key), Optional.empty(), false));
      }
      return this;
    }

    Drawn readsMany(String key, PartitionMapping mapping) {
      inputs.add(new InputSnapshot.OfAsset(AssetKey.of(key), Optional.of(mapping), false));
      return this;
    }

    Drawn readsOne(String key, PartitionMapping mapping) {
      inputs.add(new InputSnapshot.OfAsset(AssetKey.of(key), Optional.of(mapping), true));
      return this;
    }

    Drawn element(String fanOut) {
      inputs.add(new InputSnapshot.OfElement(fanOut));
      return this;
    }

    Drawn collects(String fanOut, String branch) {
      inputs.add(new InputSnapshot.OfBranches(fanOut, branch, Plan.Output.RESULT));
      return this;
    }

    Drawn inside(String... around) {
      fanOuts = List.of(around);
      return this;
    }

    Drawn after(String... names) {
      after.addAll(List.of(names));
      return this;
    }

    Drawn emits(String output, boolean required) {
      outputs.add(output(output, required, Optional.empty()));
      return this;
    }

    Drawn by(Partitions definition) {
      partitions = Optional.of(definition);
      return this;
    }

    Drawn ofRange() {
      isRange = true;
      return this;
    }

    Drawn version(String text) {
      version = new CodeVersion.Known(text);
      return this;
    }

    Drawn unversioned(String reason) {
      version = new CodeVersion.Unknown(reason);
      return this;
    }

    Drawn tagged(String key, String value) {
      tags.put(key, value);
      return this;
    }

    Drawn needs(String... names) {
      resources.addAll(List.of(names));
      return this;
    }

    NodeSnapshot node() {
      return new NodeSnapshot(
          name,
          kind,
          "",
          tags,
          inputs,
          after,
          outputs,
          Plan.Options.PLAIN,
          Optional.empty(),
          resources,
          List.of(),
          version,
          partitions,
          isRange,
          fanOuts,
          check);
    }
  }

  static OutputSnapshot output(String name, boolean required, Optional<AssetFacts> facts) {
    return new OutputSnapshot(
        name, "Integer", required, facts, Optional.empty(), true, Metadata.none());
  }

  static Drawn op(String name) {
    return new Drawn(name, NodeKind.OP).emits(Plan.Output.RESULT, true);
  }

  static Drawn silentOp(String name) {
    return new Drawn(name, NodeKind.OP);
  }

  static Drawn fanOut(String name) {
    return new Drawn(name, NodeKind.FAN_OUT).emits(Plan.Output.RESULT, true);
  }

  static Drawn asset(String key) {
    return assets(key, NodeKind.ASSET, false, true, key);
  }

  static Drawn external(String key) {
    return assets(key, NodeKind.ASSET, true, true, key);
  }

  static Drawn bundle(String name, boolean required, String... parts) {
    return assets(name, NodeKind.BUNDLE, false, required, parts);
  }

  private static Drawn assets(
      String name, NodeKind kind, boolean external, boolean required, String... keys) {
    Drawn drawn = new Drawn(name, kind);
    for (String key : keys) {
      AssetFacts facts =
          new AssetFacts(
              AssetKey.of(key),
              "group_of_" + key,
              List.of("kind_of_" + key),
              List.of("owner_of_" + key),
              "",
              Ordered.copyOf(Map.of("tag_of_" + key, "1")),
              Optional.empty(),
              external,
              false);
      drawn.outputs.add(
          output(kind == NodeKind.ASSET ? Plan.Output.RESULT : key, required, Optional.of(facts)));
    }
    return drawn;
  }

  static Drawn check(String asset, String name, boolean blocking) {
    Drawn drawn = new Drawn(asset + "." + name, NodeKind.CHECK).readsAssets(asset);
    drawn.check = Optional.of(new CheckFacts(AssetKey.of(asset), name, Severity.ERROR, blocking));
    return drawn;
  }

  static Sketch of(Drawn... nodes) {
    Sketch sketch = new Sketch();
    for (Drawn node : nodes) {
      boolean isOp = node.kind == NodeKind.OP || node.kind == NodeKind.FAN_OUT;
      (isOp ? sketch.ops : sketch.assets).add(node.node());
    }
    return sketch;
  }

  Sketch memoized() {
    isMemoized = true;
    return this;
  }

  Sketch unchecked() {
    isChecked = false;
    return this;
  }

  Sketch resource(String name, String version, String... needs) {
    resources.add(
        new ResourceSnapshot(
            name, "Object", "", Optional.empty(), List.of(needs), new CodeVersion.Known(version)));
    return this;
  }

  LocationIndex location() {
    return LocationIndex.of(snapshot("sketch"));
  }

  LocationSnapshot snapshot(String name) {
    return new LocationSnapshot(
        name,
        "v1",
        assets,
        List.of(job("etl", ops, Optional.empty()), job("refresh", List.of(), Optional.of("*"))),
        resources,
        List.of(),
        List.of());
  }

  private JobSnapshot job(String name, List<NodeSnapshot> nodes, Optional<String> selection) {
    return new JobSnapshot(
        name,
        "",
        new LinkedHashMap<>(),
        nodes,
        selection,
        isChecked,
        List.of("default", LOCAL),
        List.of(LOCAL),
        List.of(),
        List.of(),
        isMemoized,
        Optional.empty(),
        new ConfigSchema.Anything());
  }

  /// A request for the job of the ops.
  PlanRequest etl() {
    return PlanRequest.ofJob(location(), "etl", NOW);
  }

  /// A request for the job of all assets.
  PlanRequest refresh() {
    return PlanRequest.ofJob(location(), "refresh", NOW);
  }

  static Plan plan(PlanRequest request) {
    return switch (Planner.plan(request)) {
      case Planner.Result.Planned planned -> planned.plan();
      case Planner.Result.Refused(List<String> problems) ->
          throw new AssertionError("refused: " + problems);
    };
  }

  static List<String> problems(PlanRequest request) {
    return switch (Planner.plan(request)) {
      case Planner.Result.Planned planned ->
          throw new AssertionError("planned: " + planned.plan().steps().sequencedKeySet());
      case Planner.Result.Refused(List<String> problems) -> problems;
    };
  }

  /// The steps of a plan, each with what it reads and waits for: `c <- b.result, stored x; after
  /// d`.
  static List<String> shown(Plan plan) {
    return plan.steps().values().stream().map(Sketch::shown).toList();
  }

  private static String shown(Plan.Step step) {
    String reads =
        String.join(", ", step.inputs().values().stream().map(SketchedSource::shown).toList());
    String after = String.join(", ", step.after().stream().map(Object::toString).toList());
    return step.key()
        + (reads.isEmpty() ? "" : " <- " + reads)
        + (after.isEmpty() ? "" : " after " + after)
        + step.reuse().map(reuse -> " reused " + reuse.mappingKeys()).orElse("");
  }
}
