package io.dagwerk.examples.megajob.compile;

import io.dagwerk.config.Binding;
import io.dagwerk.config.Config;
import io.dagwerk.config.ConfigSchemas;
import io.dagwerk.config.ConfigType;
import io.dagwerk.config.Environment;
import io.dagwerk.examples.megajob.check.CheckSettings;
import io.dagwerk.examples.megajob.check.DatasetCheck;
import io.dagwerk.examples.megajob.check.DeclaredCheck;
import io.dagwerk.examples.megajob.descriptor.Dependencies;
import io.dagwerk.examples.megajob.descriptor.Descriptor;
import io.dagwerk.examples.megajob.descriptor.Execution;
import io.dagwerk.examples.megajob.descriptor.Identity;
import io.dagwerk.examples.megajob.descriptor.Ownership;
import io.dagwerk.examples.megajob.descriptor.Task;
import io.dagwerk.examples.megajob.descriptor.Timing;
import io.dagwerk.examples.megajob.type.JobType;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads a tree that fits the schema as the records of a descriptor; what their constructors refuse
/// is a problem.
final class DescriptorReader {
  private final Map<String, ConfigTree> entries;
  private final List<ConfigProblem> problems = new ArrayList<>();

  private DescriptorReader(Map<String, ConfigTree> entries) {
    this.entries = entries;
  }

  /// What came of it: a descriptor, or problems.
  record Read(Optional<Descriptor> descriptor, List<ConfigProblem> problems) {}

  static Read read(ConfigTree tree, JobType<?, ?> type) {
    DescriptorReader reader =
        new DescriptorReader(tree instanceof ConfigTree.Entries(var all) ? all : Map.of());
    Optional<Identity> identity = reader.section(Identity.class);
    Optional<Timing> timing = reader.timing();
    Optional<Dependencies> dependencies = reader.section(Dependencies.class);
    Optional<Execution> execution = reader.section(Execution.class);
    Optional<Ownership> ownership = reader.section(Ownership.class);
    if (identity.isEmpty()
        || dependencies.isEmpty()
        || execution.isEmpty()
        || ownership.isEmpty()) {
      return new Read(Optional.empty(), reader.problems);
    }
    Descriptor bare =
        new Descriptor(
            identity.get(),
            timing,
            dependencies.get(),
            new Descriptor.Operations(execution.get(), ownership.get()),
            new Task(reader.params(type), List.of()));
    Descriptor descriptor = bare.with(reader.checks(bare.datasets().getFirst()));
    return new Read(
        reader.problems.isEmpty() ? Optional.of(descriptor) : Optional.empty(), reader.problems);
  }

  private <T extends Record> Optional<T> section(Class<T> type) {
    return bound(ConfigType.of(type), partOf(entries, type), ConfigPath.ROOT);
  }

  private <T> Optional<T> bound(ConfigType<T> type, ConfigTree tree, ConfigPath path) {
    return switch (type.bind(tree, Environment.empty(), path)) {
      case Binding.Bound<T>(T value, _) -> Optional.of(value);
      case Binding.Invalid<T>(List<ConfigProblem> found) -> {
        problems.addAll(found);
        yield Optional.empty();
      }
    };
  }

  /// The entries that the components of a record are.
  private static ConfigTree partOf(Map<String, ConfigTree> entries, Class<?> type) {
    SequencedMap<String, ConfigTree> part = new LinkedHashMap<>();
    if (ConfigSchemas.of(type) instanceof ConfigSchema.Shape(var fields)) {
      fields.forEach(field ->
          Optional.ofNullable(entries.get(field.name()))
              .ifPresent(value -> part.put(field.name(), value)));
    }
    return new ConfigTree.Entries(part);
  }

  private Optional<Timing> timing() {
    ConfigPath path = ConfigPath.of("schedule");
    ConfigTree said = Objects.requireNonNullElseGet(entries.get("schedule"), ConfigTree::nothing);
    if (said instanceof ConfigTree.Nothing) {
      return Optional.empty();
    }
    return said instanceof ConfigTree.Text
        ? bound(ConfigType.value(Timing.Rhythm.class), said, path).map(it -> it)
        : bound(ConfigType.of(Timing.OwnTimes.class), said, path).map(it -> it);
  }

  private ConfigTree params(JobType<?, ?> type) {
    return Config.resolve(
        ConfigSchemas.of(type.params()),
        Objects.requireNonNullElseGet(entries.get("params"), ConfigTree::empty));
  }

  private List<DeclaredCheck> checks(String onlyDataset) {
    List<DeclaredCheck> checks = new ArrayList<>();
    if (entries.get("checks") instanceof ConfigTree.Items(List<ConfigTree> items)) {
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i) instanceof ConfigTree.Entries(var said)) {
          check(said, ConfigPath.of("checks").item(i), onlyDataset).ifPresent(checks::add);
        }
      }
    }
    return checks;
  }

  private Optional<DeclaredCheck> check(
      Map<String, ConfigTree> said, ConfigPath path, String onlyDataset) {
    return Optional.ofNullable(said.get("type"))
        .filter(ConfigTree.Text.class::isInstance)
        .map(type -> ((ConfigTree.Text) type).value())
        .flatMap(DatasetCheck::find)
        .flatMap(known -> check(known, said, path, onlyDataset));
  }

  private Optional<DeclaredCheck> check(
      DatasetCheck.Known known, Map<String, ConfigTree> said, ConfigPath path, String onlyDataset) {
    ConfigType<? extends DatasetCheck> type = known.type();
    Optional<? extends DatasetCheck> check = bound(type, partOf(said, type.type()), path);
    Optional<CheckSettings> settings =
        bound(ConfigType.of(CheckSettings.class), partOf(said, CheckSettings.class), path);
    return check.flatMap(looked ->
        settings.map(rest ->
            new DeclaredCheck(
                rest.name().orElse(known.name()),
                rest.dataset().orElse(onlyDataset),
                rest,
                looked)));
  }
}
