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
import io.dagwerk.plan.VersionInputs.OfNode;
import io.dagwerk.plan.VersionInputs.OfResource;
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
  private final Map<String, NodeSnapshot> nodes;
  private final Map<String, ResourceSnapshot> resources = new HashMap<>();
  private final Map<String, CodeVersion> resourceVersions = new HashMap<>();
  private final Map<OutputAddress, StepKey> makers = new HashMap<>();
  private final SequencedMap<StepKey, CodeVersion> versions = new LinkedHashMap<>();

  private Versions(PlanRequest request, Map<String, NodeSnapshot> nodes, Plan plan) {
    this.request = request;
    this.plan = plan;
    this.nodes = nodes;
    request.location().snapshot().resources().forEach(each -> resources.put(each.name(), each));
    plan.steps().values().forEach(this::addMaker);
  }

  private void addMaker(Plan.Step step) {
    for (Plan.Output output : step.outputs()) {
      output
          .asset()
          .ifPresent(asset ->
              step.partitions()
                  .forEach(key ->
                      makers.put(new OutputAddress.OfAsset(asset, Optional.of(key)), step.key())));
    }
  }

  /// The versions of the steps of a plan, in plan order; a template has one for all its instances,
  /// which are told apart by their keys.
  ///
  /// @param nodes those that the plan was made of, by name
  static SequencedMap<StepKey, CodeVersion> of(
      PlanRequest request, Map<String, NodeSnapshot> nodes, Plan plan) {
    Versions versions = new Versions(request, nodes, plan);
    request.known().expectValues(ReadAssets.stored(plan));
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
    OfNode here =
        request.inputs().nodes().getOrDefault(node.name(), new OfNode("", node.resources()));
    VersionDigest digest = new VersionDigest("step").add("code", code);
    digest.add("config", here.config());
    digest.add("partitions", step.partitions().stream().map(PartitionKey::text).toList());
    digest.add("outputs", step.outputs().stream().map(Plan.Output::name).toList());
    for (String name : here.resources()) {
      switch (ofResource(name)) {
        case Known(String version) -> digest.add("resource " + name, version);
        case Unknown(String reason) -> {
          return new Unknown("its resource '%s' has no version: %s".formatted(name, reason));
        }
      }
    }
    for (Map.Entry<Integer, InputSource> input : step.inputs().entrySet()) {
      switch (of(input.getValue(), step.key())) {
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
    Optional<OfResource> resource =
        Optional.ofNullable(request.inputs().resources().get(name))
            .or(() -> Optional.ofNullable(resources.get(name)).map(Versions::asDeclared));
    if (resource.isEmpty()) {
      return new Unknown("it is not defined");
    }
    if (!(resource.get().code() instanceof Known(String code))) {
      return resource.get().code();
    }
    VersionDigest digest = new VersionDigest("resource").add("code", code);
    digest.add("config", resource.get().config());
    for (String needed : resource.get().needs()) {
      switch (ofResource(needed)) {
        case Known(String version) -> digest.add("resource " + needed, version);
        case Unknown(String reason) -> {
          return new Unknown("it needs '%s', which has none: %s".formatted(needed, reason));
        }
      }
    }
    return new Known(digest.finish());
  }

  private static OfResource asDeclared(ResourceSnapshot resource) {
    return new OfResource(resource.version(), "", resource.needs());
  }

  /// @param reader the step that reads
  private CodeVersion of(InputSource source, StepKey reader) {
    return switch (source) {
      case InputSource.FromStep(StepKey step, String output) ->
          asset(step, output)
              .map(asset -> ofAsset(asset, step))
              .orElseGet(() -> read("output", List.of(step), output));
      case InputSource.Element(StepKey fanOut) -> read("element", List.of(fanOut), "");
      case InputSource.Collected(StepKey fanOut, StepKey branch, String output) ->
          read("branches", List.of(fanOut, branch), output);
      case InputSource.FromStore(OutputAddress address) ->
          Optional.ofNullable(makers.get(address))
              .map(maker -> ofRange(maker, address, reader))
              .orElseGet(() -> ofStored(address));
      case InputSource.FanIn(List<InputSource> elements) -> ofList(elements, reader);
      case InputSource.FromPartitions(SequencedMap<PartitionKey, InputSource> partitions) ->
          ofPartitions(partitions, reader);
      case InputSource.External(String name) -> ofExternal(name);
      case InputSource.Absent _ -> new Known("absent");
    };
  }

  private CodeVersion ofExternal(String name) {
    return switch (request.inputs().externals().getOrDefault(name, new Known(""))) {
      case Known(String version) ->
          new Known(new VersionDigest("external").add("value", version).finish());
      case Unknown(String reason) ->
          new Unknown("its input '%s' has no version: %s".formatted(name, reason));
    };
  }

  /// What a step makes that its readers take from the store: the same as if it had been stored
  /// before. What it reads of its own follows from all else that it reads.
  private CodeVersion ofRange(StepKey maker, OutputAddress address, StepKey reader) {
    if (maker.equals(reader)) {
      return new Known("own");
    }
    return switch (address) {
      case OutputAddress.OfAsset(AssetKey asset, _) -> ofAsset(asset, maker);
      case OutputAddress.OfStep(_, StepKey step, String output) ->
          read("output", List.of(step), output);
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
    return switch (versionOf(step)) {
      case Known(String version) -> new Known(written("asset " + asset, version));
      case Unknown unknown -> unknown;
    };
  }

  private CodeVersion read(String kind, List<StepKey> steps, String output) {
    StringBuilder read = new StringBuilder(written(kind, output));
    for (StepKey step : steps) {
      switch (versionOf(step)) {
        case Known(String version) -> read.append(written("step", version));
        case Unknown unknown -> {
          return unknown;
        }
      }
    }
    return new Known(read.toString());
  }

  /// Of a step that is read, with the step in the reason why it has none.
  private CodeVersion versionOf(StepKey step) {
    return switch (versions.getOrDefault(step, new Unknown("it is not planned"))) {
      case Known known -> known;
      case Unknown(String reason) ->
          new Unknown("it reads '%s', which has no version: %s".formatted(step, reason));
    };
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

  private CodeVersion ofList(List<InputSource> elements, StepKey reader) {
    List<String> all = new ArrayList<>();
    for (InputSource element : elements) {
      switch (of(element, reader)) {
        case Known(String version) -> all.add(version);
        case Unknown unknown -> {
          return unknown;
        }
      }
    }
    return new Known(new VersionDigest("list").add("elements", all).finish());
  }

  private CodeVersion ofPartitions(
      SequencedMap<PartitionKey, InputSource> partitions, StepKey reader) {
    VersionDigest digest = new VersionDigest("partitions");
    for (Map.Entry<PartitionKey, InputSource> entry : partitions.entrySet()) {
      switch (of(entry.getValue(), reader)) {
        case Known(String version) -> digest.add(entry.getKey().text(), version);
        case Unknown unknown -> {
          return unknown;
        }
      }
    }
    return new Known(digest.finish());
  }
}
