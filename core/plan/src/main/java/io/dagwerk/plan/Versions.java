package io.dagwerk.plan;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.CodeVersion.Known;
import io.dagwerk.model.CodeVersion.Unknown;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.LocationSnapshot.ResourceSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ParentRun.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The rule of what the outputs of a step are stored under: a hash of its code, its config, its
/// resources, its partitions and the versions of all that it reads, each by its name. A step that
/// depends on something without a version has none, and says on what.
final class Versions {
  private final PlanRequest request;
  private final Plan plan;
  private final Map<String, NodeSnapshot> nodes = new HashMap<>();
  private final Map<String, ResourceSnapshot> resources = new HashMap<>();
  private final Map<String, CodeVersion> resourceVersions = new HashMap<>();
  private final SequencedMap<StepKey, CodeVersion> versions = new LinkedHashMap<>();

  private Versions(PlanRequest request, List<NodeSnapshot> nodes, Plan plan) {
    this.request = request;
    this.plan = plan;
    nodes.forEach(node -> this.nodes.put(node.name(), node));
    request.location().resources().forEach(each -> resources.put(each.name(), each));
  }

  /// The versions of the steps of a plan, in plan order; a template has one for all its instances,
  /// which are told apart by their keys.
  ///
  /// @param nodes those that the plan was made of
  static SequencedMap<StepKey, CodeVersion> of(
      PlanRequest request, List<NodeSnapshot> nodes, Plan plan) {
    Versions versions = new Versions(request, nodes, plan);
    for (Plan.Step step : plan.steps().values()) {
      versions.versions.put(step.key(), versions.of(step));
    }
    return versions.versions;
  }

  private CodeVersion of(Plan.Step step) {
    Optional<NodeSnapshot> node = Optional.ofNullable(nodes.get(step.key().node()));
    Optional<String> reused = step.reuse().flatMap(Plan.Reuse::version);
    if (reused.isPresent()) {
      return new Known(reused.get());
    }
    if (step.reuse().isPresent() || node.isEmpty()) {
      return ofParent(step.key());
    }
    return switch (node.get().codeVersion()) {
      case Unknown unknown -> unknown;
      case Known(String code) -> of(step, node.get(), code);
    };
  }

  /// Of a step that the parent run has run.
  private CodeVersion ofParent(StepKey key) {
    return request
        .reexecution()
        .flatMap(again -> Optional.ofNullable(again.parent().plan().versions().get(key)))
        .<CodeVersion>map(Known::new)
        .orElseGet(() -> new Unknown("its outputs were stored without a version"));
  }

  private CodeVersion of(Plan.Step step, NodeSnapshot node, String code) {
    VersionDigest digest = new VersionDigest("step").add("code", code);
    digest.add("config", request.hashes().config().getOrDefault(node.name(), ""));
    digest.add("partitions", step.partitions().stream().map(PartitionKey::text).toList());
    digest.add("outputs", step.outputs().stream().map(Plan.Output::name).toList());
    for (String name : node.resources()) {
      switch (ofResource(name)) {
        case Known(String version) -> digest.add("resource " + name, version);
        case Unknown(String reason) -> {
          return new Unknown("its resource '%s' has no version: %s".formatted(name, reason));
        }
      }
    }
    for (Map.Entry<Integer, InputSource> input : step.inputs().entrySet()) {
      switch (of(input.getValue())) {
        case Known(String version) -> digest.add("input " + input.getKey(), version);
        case Unknown(String reason) -> {
          return new Unknown(reason);
        }
      }
    }
    return new Known(digest.finish());
  }

  private CodeVersion ofResource(String name) {
    CodeVersion known = resourceVersions.get(name);
    if (known != null) {
      return known;
    }
    CodeVersion version = newOfResource(name);
    resourceVersions.put(name, version);
    return version;
  }

  private CodeVersion newOfResource(String name) {
    Optional<ResourceSnapshot> resource = Optional.ofNullable(resources.get(name));
    Optional<CodeVersion> declared =
        Optional.ofNullable(request.hashes().replaced().get(name))
            .or(() -> resource.map(ResourceSnapshot::version));
    if (declared.isEmpty()) {
      return new Unknown("it is not defined");
    }
    if (!(declared.get() instanceof Known(String code))) {
      return declared.get();
    }
    VersionDigest digest = new VersionDigest("resource").add("code", code);
    digest.add("config", request.hashes().resourceConfig().getOrDefault(name, ""));
    for (String needed : resource.map(ResourceSnapshot::needs).orElse(List.of())) {
      switch (ofResource(needed)) {
        case Known(String version) -> digest.add("resource " + needed, version);
        case Unknown(String reason) -> {
          return new Unknown("it needs '%s', which has none: %s".formatted(needed, reason));
        }
      }
    }
    return new Known(digest.finish());
  }

  private CodeVersion of(InputSource source) {
    return switch (source) {
      case InputSource.FromStep(StepKey step, String output) ->
          asset(step, output)
              .map(asset -> ofAsset(asset, step))
              .orElseGet(() -> read("output", List.of(step), output));
      case InputSource.Element(StepKey fanOut) -> read("element", List.of(fanOut), "");
      case InputSource.Collected(StepKey fanOut, StepKey branch, String output) ->
          read("branches", List.of(fanOut, branch), output);
      case InputSource.FromStore(OutputAddress address) -> ofStored(address);
      case InputSource.FanIn(List<InputSource> elements) -> ofList(elements);
      case InputSource.FromPartitions(SequencedMap<PartitionKey, InputSource> partitions) ->
          ofPartitions(partitions);
      case InputSource.External(String name) ->
          new Known(
              new VersionDigest("external")
                  .add("value", request.hashes().externals().getOrDefault(name, ""))
                  .finish());
      case InputSource.Absent _ -> new Known("absent");
    };
  }

  /// The asset that an output of a planned step is the value of.
  private Optional<AssetKey> asset(StepKey step, String output) {
    return Optional.ofNullable(plan.steps().get(step)).stream()
        .flatMap(planned -> planned.outputs().stream())
        .filter(each -> each.name().equals(output))
        .flatMap(each -> each.asset().stream())
        .findFirst();
  }

  /// The same as when it is read from the store, where the step's version is that of the data.
  private CodeVersion ofAsset(AssetKey asset, StepKey step) {
    return switch (versions.getOrDefault(step, new Unknown("it is not planned"))) {
      case Known(String version) -> new Known(written("asset " + asset, version));
      case Unknown(String reason) ->
          new Unknown("it reads '%s', which has no version: %s".formatted(step, reason));
    };
  }

  private CodeVersion read(String kind, List<StepKey> steps, String output) {
    StringBuilder read = new StringBuilder(written(kind, output));
    for (StepKey step : steps) {
      switch (versions.getOrDefault(step, new Unknown("it is not planned"))) {
        case Known(String version) -> read.append(written("step", version));
        case Unknown(String reason) -> {
          return new Unknown("it reads '%s', which has no version: %s".formatted(step, reason));
        }
      }
    }
    return new Known(read.toString());
  }

  /// A name and a text so that what follows cannot be taken for a part of them. It goes into the
  /// hash of the reader, so it is not hashed itself.
  private static String written(String name, String text) {
    return name + ' ' + text.length() + ':' + text + ' ';
  }

  private CodeVersion ofStored(OutputAddress address) {
    return switch (address) {
      case OutputAddress.OfAsset(var asset, var partition) ->
          request
              .known()
              .dataVersion(asset, partition)
              .<CodeVersion>map(version -> new Known(written("asset " + asset, version)))
              .orElseGet(() -> unversioned(address));
      case OutputAddress.OfStep(_, StepKey step, String output) ->
          request
              .reexecution()
              .map(again -> again.parent().output(step, output))
              .filter(Value.Stored.class::isInstance)
              .flatMap(value -> ((Value.Stored) value).version())
              .<CodeVersion>map(version -> stored(version, output))
              .orElseGet(() -> unversioned(address));
    };
  }

  /// The same as if the op were in the plan.
  private static CodeVersion stored(String version, String output) {
    return new Known(written("output", output) + written("step", version));
  }

  private static CodeVersion unversioned(OutputAddress address) {
    return new Unknown("it reads '%s', which was stored without a version".formatted(address));
  }

  private CodeVersion ofList(List<InputSource> elements) {
    List<String> all = new ArrayList<>();
    for (InputSource element : elements) {
      switch (of(element)) {
        case Known(String version) -> all.add(version);
        case Unknown unknown -> {
          return unknown;
        }
      }
    }
    return new Known(new VersionDigest("list").add("elements", all).finish());
  }

  private CodeVersion ofPartitions(SequencedMap<PartitionKey, InputSource> partitions) {
    VersionDigest digest = new VersionDigest("partitions");
    for (Map.Entry<PartitionKey, InputSource> entry : partitions.entrySet()) {
      switch (of(entry.getValue())) {
        case Known(String version) -> digest.add(entry.getKey().text(), version);
        case Unknown unknown -> {
          return unknown;
        }
      }
    }
    return new Known(digest.finish());
  }
}
