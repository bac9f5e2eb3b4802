package io.dagwerk.testing;

import io.dagwerk.config.ConfigType;
import io.dagwerk.config.Environment;
import io.dagwerk.config.Secret;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Schedule;
import io.dagwerk.definitions.Sensor;
import io.dagwerk.definitions.Type;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalOptions.DynamicKeys;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.execution.io.MemoryIoManager;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SensorLook;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ParentRun;
import io.dagwerk.plan.StepVersion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// What a test has said, and the runs that it makes of it.
final class Workbench {
  private final Optional<Definitions> named;
  private final SequencedMap<Resource<?>, Object> fakes = new LinkedHashMap<>();
  private final List<Record> configs = new ArrayList<>();
  private MemoryIoManager memory = new MemoryIoManager();
  private ConfigTree document = ConfigTree.empty();
  private Environment environment = Environment.process();
  private InstantSource clock = InstantSource.system();
  private DynamicKeys dynamicKeys = DynamicKeys.NONE;
  private Optional<LocalRuns> runs = Optional.empty();
  private boolean isCurrent;
  private Set<Definition> known = Set.of();
  private Definitions definitions = Definitions.of(List.of());

  Workbench() {
    this.named = Optional.empty();
  }

  Workbench(Definitions definitions) {
    this.named = Optional.of(definitions);
  }

  <T> void fake(Resource<T> resource, T value) {
    fakes.put(resource, value);
    isCurrent = false;
  }

  void config(Record config) {
    configs.add(config);
  }

  void document(ConfigTree part) {
    document = document.merge(part);
  }

  void environment(Environment other) {
    environment = other;
    isCurrent = false;
  }

  void at(Instant now) {
    clock(InstantSource.fixed(now));
  }

  void clock(InstantSource other) {
    clock = other;
    isCurrent = false;
  }

  void dynamicKeys(DynamicKeys other) {
    dynamicKeys = other;
    isCurrent = false;
  }

  /// Takes over the runs and values of another.
  void after(Workbench earlier) {
    runs = earlier.runs;
    memory = earlier.memory;
  }

  /// The checks of the named definitions; none when only what is needed is loaded.
  List<Check> checks() {
    return named.map(all -> all.all(Check.class)).orElse(List.of());
  }

  /// A mode with the fakes of what is left to modes, in a run of what is wanted.
  Mode fakes(Mode mode, List<? extends Definition> wanted) {
    Set<Definition> all = all(wanted);
    Mode given = mode;
    for (Map.Entry<Resource<?>, Object> fake : fakes.entrySet()) {
      if (all.contains(fake.getKey()) && fake.getKey().isGivenByModes()) {
        given = put(given, fake.getKey(), fake.getValue());
      }
    }
    return given;
  }

  private static <T> Mode put(Mode mode, Resource<T> resource, Object value) {
    return mode.with(resource, resource.type().cast(value));
  }

  private Set<Definition> all(List<? extends Definition> wanted) {
    Set<Definition> all = new LinkedHashSet<>(known);
    all.addAll(named.isPresent() ? named.get().all() : Closure.of(wanted));
    return all;
  }

  /// Loads what the job needs, if it is not loaded yet.
  void prepare(List<? extends Definition> wanted, Job job) {
    Set<Definition> all = all(wanted);
    all.add(job);
    if (runs.isPresent() && isCurrent && definitions.all().equals(List.copyOf(all))) {
      return;
    }
    definitions = Definitions.of(List.copyOf(all));
    if (named.isPresent() && named.get().io().isPresent()) {
      definitions = definitions.storedBy(named.get().io().get());
    }
    LocalOptions options =
        LocalOptions.inMemory(memory)
            .environment(environment)
            .clock(clock)
            .dynamicKeys(dynamicKeys);
    LocalRuns made = new LocalRuns("test", definitions, options);
    fakes.forEach((resource, value) -> replace(made, resource, value));
    runs.ifPresent(made::remember);
    runs = Optional.of(made);
    isCurrent = true;
    all.remove(job);
    known = all;
  }

  /// The function captures the value and nothing else, so that it is the value that counts.
  private static <T> void replace(LocalRuns runs, Resource<T> resource, Object value) {
    T fake = resource.type().cast(value);
    runs.replace(
        resource, Resource.named(resource.name(), resource.type()).closing(_ -> {}).by(() -> fake));
  }

  /// Takes a value as what is stored for an asset, in each of the partitions.
  void give(Asset<?> asset, Object value, List<PartitionKey> partitions) {
    List<Optional<PartitionKey>> keys =
        asset.partitions().isEmpty()
            ? List.of(Optional.empty())
            : partitions.stream().map(Optional::of).toList();
    for (Optional<PartitionKey> key : keys) {
      memory.put(new OutputAddress.OfAsset(asset.key(), key), value);
      runs.orElseThrow()
          .ledger()
          .report(
              RunId.createdAt(clock.instant()),
              new Event.AssetMaterialized(
                  StepKey.of(asset.name()), asset.key(), key, Optional.empty(), Metadata.none()));
    }
  }

  RunRecord run(Job job, List<PartitionKey> partitions) {
    return run(Launch.of(job.name()).on(partitions));
  }

  RunRecord run(Launch launch) {
    return runs.orElseThrow().run(complete(launch));
  }

  /// What the launch itself says is laid over what the test said.
  private Launch complete(Launch launch) {
    ConfigTree own = launch.config();
    return launch.config(said()).config(own);
  }

  private ConfigTree said() {
    ConfigTree said = ConfigTree.empty();
    for (Definition definition : definitions.all()) {
      said = said.merge(configOf(definition));
    }
    return said.merge(document);
  }

  /// The runs of what is prepared.
  LocalRuns runs() {
    return runs.orElseThrow();
  }

  List<StepVersion> versions(Launch launch) {
    return runs().versions(complete(launch));
  }

  Evaluation evaluate(Schedule schedule, Instant scheduledAt) {
    ConfigTree own =
        schedule
            .compute()
            .map(compute -> entry(compute.inputs(), List.of("schedules", schedule.name())))
            .orElseGet(ConfigTree::empty);
    return runs().evaluate(schedule, scheduledAt, said().merge(own));
  }

  Evaluation evaluate(Sensor sensor, SensorLook look) {
    ConfigTree own = entry(sensor.compute().inputs(), List.of("sensors", sensor.name()));
    return runs().evaluate(sensor, look, said().merge(own));
  }

  /// A run of this bench, to be executed again.
  ParentRun parent(RunId run) {
    return runs.orElseThrow().parent(run);
  }

  Plan plan(Launch launch) {
    return runs.orElseThrow().plan(complete(launch));
  }

  /// @throws IllegalStateException when nothing is stored there
  <T> T load(Type<T> type, OutputAddress address) {
    return find(type, address)
        .orElseThrow(() -> new IllegalStateException("nothing is stored at " + address));
  }

  <T> Optional<T> find(Type<T> type, OutputAddress address) {
    return memory.find(address).map(type::cast);
  }

  /// The entries of a definition for the records that the test gave.
  private ConfigTree configOf(Definition definition) {
    ConfigTree tree = ConfigTree.empty();
    switch (definition) {
      case Job job -> {
        for (Node node : job.nodes()) {
          tree = tree.merge(configOf(node));
        }
      }
      case Node node -> tree = configOf(node);
      case Resource<?> resource -> {
        if (!fakes.containsKey(resource)) {
          tree = entry(resource.compute().inputs(), List.of("resources", resource.name()));
        }
      }
      default -> {}
    }
    return tree;
  }

  private ConfigTree configOf(Node node) {
    return entry(node.compute().inputs(), LocalRuns.configPlace(node));
  }

  private ConfigTree entry(List<Input<?>> inputs, List<String> place) {
    for (Input<?> input : inputs) {
      if (input instanceof Input.Config<?> config && config.graph().isEmpty()) {
        Optional<ConfigTree> said = find(config.source().supplied());
        if (said.isPresent()) {
          ConfigTree tree = ConfigTree.entry("config", said.get());
          for (String name : place.reversed()) {
            tree = ConfigTree.entry(name, tree);
          }
          return tree;
        }
      }
    }
    return ConfigTree.empty();
  }

  private Optional<ConfigTree> find(Optional<ConfigType<?>> type) {
    if (type.isEmpty()) {
      return Optional.empty();
    }
    return configs.stream()
        .filter(type.get().type()::isInstance)
        .findFirst()
        .map(config -> tree(type.get(), config));
  }

  private static <T> ConfigTree tree(ConfigType<T> type, Record config) {
    return type.treeOf(type.type().cast(config), Workbench::given);
  }

  /// The document of a test is bound at once, and neither stored nor shown.
  private static ConfigTree given(Secret<?> secret) {
    return secret
        .variable()
        .map(name -> ConfigTree.entry("env", new ConfigTree.Text(name)))
        .orElseGet(() -> new ConfigTree.Text(String.valueOf(secret.reveal())));
  }
}
