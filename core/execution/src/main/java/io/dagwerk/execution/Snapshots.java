package io.dagwerk.execution;

import io.dagwerk.config.Config;
import io.dagwerk.config.ConfigSource;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.InvalidDefinitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Modes;
import io.dagwerk.definitions.Needs;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Preset;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Schedule;
import io.dagwerk.definitions.Sensor;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.JobSnapshot.ExecutorSnapshot;
import io.dagwerk.model.JobSnapshot.PresetSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.LocationSnapshot.ResourceSnapshot;
import io.dagwerk.model.NodeSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The rule that describes definitions to the host: all of their structure, none of their code.
final class Snapshots {
  private final Definitions definitions;
  private final NodeTable assets;
  private final Presets presets;
  private final NodeSnapshots nodes;

  private Snapshots(
      Definitions definitions, NodeTable assets, Presets presets, CodeVersions versions) {
    this.definitions = definitions;
    this.assets = assets;
    this.presets = presets;
    this.nodes = new NodeSnapshots(versions);
  }

  /// @param assets those of the definitions
  /// @param codeVersion says of a location without its version what its version is
  static LocationSnapshot of(
      String location,
      Definitions definitions,
      NodeTable assets,
      Presets presets,
      CodeVersions versions,
      Function<LocationSnapshot, String> codeVersion) {
    return new Snapshots(definitions, assets, presets, versions)
        .location(location, versions, codeVersion);
  }

  private LocationSnapshot location(
      String name, CodeVersions versions, Function<LocationSnapshot, String> codeVersion) {
    List<NodeSnapshot> graph = sorted().stream().map(nodes::of).toList();
    JobModes modes = new JobModes(definitions, assetsAlone(name, graph));
    if (!modes.problems().isEmpty()) {
      throw new InvalidDefinitions(modes.problems());
    }
    List<JobSnapshot> jobs =
        definitions.all(Job.class).stream().map(job -> job(job, modes.of(job))).toList();
    List<ResourceSnapshot> resources =
        resources().stream().map(resource -> resource(resource, versions)).toList();
    LocationSnapshot unnamed =
        new LocationSnapshot(name, "", graph, jobs, resources, List.of(), List.of());
    return withInstigators(
        new LocationSnapshot(
            name, codeVersion.apply(unnamed), graph, jobs, resources, List.of(), List.of()));
  }

  /// What schedules and sensors run is known when the rest is.
  private LocationSnapshot withInstigators(LocationSnapshot location) {
    List<Schedule> schedules = definitions.all(Schedule.class);
    List<Sensor> sensors = definitions.all(Sensor.class);
    if (schedules.isEmpty() && sensors.isEmpty()) {
      return location;
    }
    InstigatorSnapshots instigators = new InstigatorSnapshots(location);
    return new LocationSnapshot(
        location.name(),
        location.codeVersion(),
        location.nodes(),
        location.jobs(),
        location.resources(),
        schedules.stream().map(instigators::of).toList(),
        sensors.stream().map(InstigatorSnapshots::of).toList());
  }

  /// What selections choose from, before jobs can be described.
  private static LocationSnapshot assetsAlone(String name, List<NodeSnapshot> graph) {
    return new LocationSnapshot(name, "", graph, List.of(), List.of(), List.of(), List.of());
  }

  /// Assets, bundles and checks, each after what it reads.
  private List<Node> sorted() {
    Set<Node> sorted = new LinkedHashSet<>();
    Set<Node> entered = new HashSet<>();
    for (Definition definition : definitions.all()) {
      if (definition instanceof Node node) {
        visit(node, sorted, entered);
      }
    }
    return List.copyOf(sorted);
  }

  /// Handles exist before their readers, so there is no cycle; still no node is entered twice.
  private static void visit(Node start, Set<Node> sorted, Set<Node> entered) {
    Deque<Visit> path = new ArrayDeque<>();
    enter(start, path, entered);
    while (!path.isEmpty()) {
      Visit visit = path.getLast();
      if (visit.before().hasNext()) {
        enter(visit.before().next(), path, entered);
      } else {
        path.removeLast();
        sorted.add(visit.node());
      }
    }
  }

  /// A node, and those before it that were not looked at yet.
  private record Visit(Node node, Iterator<Node> before) {}

  private static void enter(Node node, Deque<Visit> path, Set<Node> entered) {
    Node maker =
        node instanceof Asset<?> asset && asset.bundle().isPresent() ? asset.bundle().get() : node;
    if (entered.add(maker)) {
      path.addLast(new Visit(maker, before(maker).iterator()));
    }
  }

  private static Stream<Node> before(Node node) {
    Stream<Node> checked = node instanceof Check check ? Stream.of(check.asset()) : Stream.empty();
    return Stream.concat(
        checked,
        Stream.concat(node.compute().inputs().stream(), node.settings().after().stream())
            .flatMap(Needs::nodes));
  }

  private JobSnapshot job(Job job, Modes modes) {
    Job.Settings settings = job.settings();
    Executors executors = Executors.of(job);
    return new JobSnapshot(
        job.name(),
        settings.description(),
        settings.tags(),
        job.nodes().stream().map(node -> nodes.of(job, node)).toList(),
        job.assets().map(Job.Selection::expression),
        true,
        modes.names(),
        modes.all().stream().filter(Mode::readsStored).map(Mode::name).toList(),
        settings.presets().stream()
            .map(preset ->
                new PresetSnapshot(
                    preset.name(),
                    shown(job, modes, preset),
                    preset.mode(),
                    preset.selection(),
                    preset.tags()))
            .toList(),
        NodeSnapshots.hooks(settings.hooks()),
        executors.all().stream()
            .map(
                each -> new ExecutorSnapshot(each.name(), each.schema(), each.needsStoredOutputs()))
            .toList(),
        settings.memoized(),
        settings.timeout(),
        settings.isolation(),
        settings.process(),
        schema(job, modes.all()));
  }

  /// The config of a preset without the secrets that its texts and files say.
  private ConfigTree shown(Job job, Modes modes, Preset preset) {
    Mode mode = modes.find(preset.mode()).orElseGet(() -> modes.all().getFirst());
    RunNeeds needs = RunNeeds.ofAll(JobNodes.of(definitions, job, assets), mode);
    return Config.mask(RunConfigSchema.of(needs, List.of(mode)), presets.config(preset));
  }

  /// For runs in any mode.
  private ConfigSchema schema(Job job, List<Mode> modes) {
    JobNodes of = JobNodes.of(definitions, job, assets);
    return RunConfigSchema.of(RunNeeds.ofAll(of, modes.getFirst()), modes);
  }

  /// Every resource that is declared or reached.
  private Set<Resource<?>> resources() {
    Set<Resource<?>> all = new LinkedHashSet<>(resourcesDeclared());
    for (Definition definition : definitions.all()) {
      if (definition instanceof Node node) {
        all.addAll(NodeSnapshots.resources(node));
      } else if (definition instanceof Job job) {
        job.nodes().forEach(node -> all.addAll(NodeSnapshots.resources(node)));
      }
    }
    return all;
  }

  private List<Resource<?>> resourcesDeclared() {
    List<Resource<?>> all = new ArrayList<>();
    definitions.all(Resource.class).forEach(all::add);
    return all;
  }

  private static ResourceSnapshot resource(Resource<?> resource, CodeVersions versions) {
    return new ResourceSnapshot(
        resource.name(),
        resource.type().name(),
        resource.settings().description(),
        configOf(resource.compute().inputs()),
        resource.compute().inputs().stream()
            .flatMap(
                input -> input instanceof Resource<?> other ? Stream.of(other.name()) : Stream.of())
            .toList(),
        versions.of(resource));
  }

  static Optional<ConfigSchema> configOf(List<Input<?>> inputs) {
    return inputs.stream()
        .flatMap(input ->
            input instanceof Input.Config<?> config && config.graph().isEmpty()
                ? Stream.of(config.source())
                : Stream.<ConfigSource<?>>of())
        .map(ConfigSource::schema)
        .filter(schema -> !schema.equals(ConfigSchema.Shape.EMPTY))
        .findFirst();
  }
}
