package io.dagwerk.execution;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Modes;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Preset;
import io.dagwerk.definitions.Resource;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Nearest;
import io.dagwerk.model.RunId;
import io.dagwerk.plan.LocationIndex;
import io.dagwerk.plan.PlanRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Definitions, and all that is worked out from them once: what they are called in plans, how the
/// host sees them, their modes and versions. Thread-safe.
final class LoadedLocation {
  /// What assets run in that no job asked for.
  private static final Job ASSETS =
      Job.named(PlanRequest.ASSETS).materializing(new Job.Selection("*", List.of()));

  private final Definitions definitions;
  private final LocalOptions options;
  private final NodeTable assets;
  private final Presets presets;
  private final LocationIndex index;
  private final CodeVersions versions;
  private final JobModes modes;
  private final Map<Resource<?>, Resource<?>> replaced = new ConcurrentHashMap<>();

  /// @param location what the definitions are called together
  /// @param codeVersion says what the version of its code is
  LoadedLocation(
      String location,
      Definitions definitions,
      LocalOptions options,
      Function<LocationSnapshot, String> codeVersion) {
    this.definitions = definitions;
    this.options = options;
    this.versions = CodeVersions.of(definitions);
    this.assets = NodeTable.ofAssets(definitions);
    this.presets = Presets.of(definitions);
    this.index =
        LocationIndex.of(
            Snapshots.of(location, definitions, assets, presets, versions, codeVersion));
    this.modes = new JobModes(definitions, index.snapshot());
  }

  Definitions definitions() {
    return definitions;
  }

  LocationIndex index() {
    return index;
  }

  LocationSnapshot snapshot() {
    return index.snapshot();
  }

  CodeVersions versions() {
    return versions;
  }

  /// Puts another resource in a declared one's place from now on.
  void replace(Resource<?> declared, Resource<?> other) {
    replaced.put(declared, other);
  }

  Evaluator evaluator(ConfigTree document) {
    return new Evaluator(options, new Mode(Mode.DEFAULT, new LinkedHashMap<>(replaced)), document);
  }

  /// A launch with everything that its preset and mode say.
  record Request(Launch launch, RunFacts facts, ConfigTree document) {}

  /// The job of this name, or the one of all assets where it is [PlanRequest#ASSETS] and no job has
  /// it.
  ///
  /// @throws RunRefused when there is none
  Job job(String name) {
    return definitions
        .find(Job.class, name)
        .or(() -> Optional.of(ASSETS).filter(job -> job.name().equals(name)))
        .orElseThrow(() ->
            unknown("job", name, definitions.all(Job.class).stream().map(Job::name).toList()));
  }

  Collection<Node> assets() {
    return assets.byName().values();
  }

  JobNodes nodes(Job job) {
    return JobNodes.of(definitions, job, assets);
  }

  /// A launch with everything that its job, preset and mode say.
  ///
  /// @throws RunRefused when there is no such job, preset or mode
  Request request(Launch launch) {
    Job job = job(launch.job());
    Optional<Preset> preset = launch.preset().map(name -> preset(job, name));
    preset.ifPresent(said -> checkAgainst(said, launch));
    Mode mode = mode(job, launch.mode().or(() -> preset.map(Preset::mode)));
    SequencedMap<String, String> tags = new LinkedHashMap<>(job.settings().tags());
    preset.ifPresent(said -> tags.putAll(said.tags()));
    tags.putAll(launch.tags());
    ConfigTree document =
        preset.map(presets::config).orElseGet(ConfigTree::empty).merge(launch.config());
    RunId run = RunId.createdAt(options.clock().instant());
    Launch complete =
        launch.selection().isPresent()
            ? launch
            : preset.flatMap(Preset::selection).map(launch::select).orElse(launch);
    return new Request(complete, new RunFacts(run, nodes(job), mode, tags), document);
  }

  /// The mode of this name, or the default one, with what is replaced for tests.
  ///
  /// @throws RunRefused when there is no such mode
  Mode mode(Job job, Optional<String> named) {
    Modes known = modes.of(job);
    Mode mode =
        named.isPresent()
            ? known.find(named.get()).orElseThrow(() -> unknown("mode", named.get(), known.names()))
            : known.find(Mode.DEFAULT).orElseGet(() -> replacing(job, known));
    SequencedMap<Resource<?>, Resource<?>> all = new LinkedHashMap<>(mode.resources());
    all.putAll(replaced);
    return new Mode(mode.name(), all, mode.readsStored());
  }

  /// The default mode of a job that has none, when everything that is left to modes is replaced.
  private Mode replacing(Job job, Modes known) {
    Mode mode = new Mode(Mode.DEFAULT, new LinkedHashMap<>(replaced));
    RunNeeds needs =
        new RunNeeds(nodes(job), mode, NodeSet.of(modes.nodes(job)), options.forAll().isEmpty());
    Set<Resource<?>> missing = needs.resources();
    missing.removeIf(resource -> !resource.isGivenByModes());
    if (!missing.isEmpty()) {
      throw new RunRefused(known.refusal(missing));
    }
    return mode;
  }

  private static Preset preset(Job job, String name) {
    return job.settings().presets().stream()
        .filter(preset -> preset.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            unknown("preset", name, job.settings().presets().stream().map(Preset::name).toList()));
  }

  private static void checkAgainst(Preset preset, Launch launch) {
    launch
        .mode()
        .filter(mode -> !mode.equals(preset.mode()))
        .ifPresent(mode -> {
          throw new RunRefused(
              "preset '%s' runs in mode '%s', but mode '%s' was asked for; leave out one of them"
                  .formatted(preset.name(), preset.mode(), mode));
        });
  }

  static RunRefused unknown(String kind, String name, List<String> names) {
    return new RunRefused(
        "no %s '%s'; there are %s%s".formatted(kind, name, names, Nearest.hint(name, names)));
  }
}
