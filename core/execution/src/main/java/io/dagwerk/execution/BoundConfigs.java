package io.dagwerk.execution;

import io.dagwerk.config.Binding;
import io.dagwerk.config.Config;
import io.dagwerk.config.ConfigSource;
import io.dagwerk.config.Environment;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Stability;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ConfigWarning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// All config that a run needs, bound before anything runs: an unset variable or a bad value
/// refuses the run, not a step of it. Immutable.
final class BoundConfigs {
  private final Map<Object, Object> values;
  private final ConfigTree document;
  private final SecretMask secrets;

  private BoundConfigs(Map<Object, Object> values, ConfigTree document, SecretMask secrets) {
    this.values = values;
    this.document = document;
    this.secrets = secrets;
  }

  /// @throws RunRefused with all problems of the document
  static BoundConfigs of(RunNeeds needs, ConfigTree document, Environment environment) {
    ConfigSchema.Shape schema = RunConfigSchema.of(needs);
    List<ConfigProblem> problems = new ArrayList<>(Config.check(schema, document));
    references(at(document, List.of("execution")), ConfigPath.of("execution"), problems);
    if (!problems.isEmpty()) {
      throw RunRefused.ofConfig(problems);
    }
    List<ConfigWarning> warnings = new ArrayList<>(ofExecution(schema, document));
    return bound(targets(needs, document), document, environment, problems, warnings);
  }

  private static BoundConfigs bound(
      SequencedMap<Object, Target> targets,
      ConfigTree document,
      Environment environment,
      List<ConfigProblem> problems,
      List<ConfigWarning> warnings) {
    Binder binder = new Binder(environment);
    Map<Object, Object> values = new HashMap<>();
    targets.forEach((owner, target) -> {
      Binding<?> bound = target.reader().read(target.said(), binder, target.path());
      problems.addAll(bound.problems());
      warnings.addAll(bound.warnings());
      if (bound instanceof Binding.Bound<?>(Object value, _) && value != null) {
        values.put(owner, value);
      }
    });
    SecretMask secrets = binder.secrets();
    warn(warnings, problems);
    if (!problems.isEmpty()) {
      throw RunRefused.ofConfig(problems.stream().map(it -> masked(it, secrets)).toList());
    }
    return new BoundConfigs(values, document, secrets);
  }

  /// Whoever refuses a value may know the secrets of others.
  private static ConfigProblem masked(ConfigProblem problem, SecretMask secrets) {
    return new ConfigProblem(problem.path(), problem.kind(), secrets.mask(problem.message()));
  }

  /// How a run is executed is bound by nobody but the executor.
  private static List<ConfigWarning> ofExecution(ConfigSchema.Shape schema, ConfigTree document) {
    return Config.warnings(
        schema.find("execution").orElseThrow().schema(),
        at(document, List.of("execution")),
        ConfigPath.of("execution"));
  }

  private static void warn(List<ConfigWarning> warnings, List<ConfigProblem> problems) {
    for (ConfigWarning warning : warnings) {
      if (Stability.isStrict()) {
        problems.add(
            new ConfigProblem(warning.path(), ConfigProblem.Kind.DEPRECATED, warning.message()));
      } else {
        Stability.warn(warning);
      }
    }
  }

  /// What says how a run is executed is read before there is a place where variables are set.
  private static void references(ConfigTree said, ConfigPath path, List<ConfigProblem> problems) {
    if (!(said instanceof ConfigTree.Entries(var entries))) {
      return;
    }
    if (entries.size() == 1 && entries.get("env") instanceof ConfigTree.Text(String name)) {
      String message = "{env: %s} is not looked up here; write the value itself".formatted(name);
      problems.add(new ConfigProblem(path, ConfigProblem.Kind.WRONG_VALUE, message));
      return;
    }
    entries.forEach((key, inner) -> references(inner, path.entry(key), problems));
  }

  /// Where the config of something stands in a document, and how it is made.
  record Place(List<String> names, ConfigSource<?> source) {}

  /// Of owners that belong to no run.
  ///
  /// @throws RunRefused with all problems of the places
  static BoundConfigs of(
      SequencedMap<Object, Place> places, ConfigTree document, Environment environment) {
    SequencedMap<Object, Target> targets = new LinkedHashMap<>();
    places.forEach((owner, place) ->
        targets.put(owner, Target.of(document, place.names(), Reader.of(place.source()))));
    return bound(targets, document, environment, new ArrayList<>(), new ArrayList<>());
  }

  /// What the document says at a place, and how it is read.
  private record Target(ConfigTree said, ConfigPath path, Reader reader) {
    static Target of(ConfigTree document, List<String> place, Reader reader) {
      return new Target(at(document, place), ConfigPath.of(place.toArray(String[]::new)), reader);
    }
  }

  private interface Reader {
    Binding<?> read(ConfigTree said, Binder binder, ConfigPath path);

    static Reader of(ConfigSource<?> source) {
      return (said, binder, path) -> binder.bind(source, said, path);
    }
  }

  /// By node, resource, external input's name, or [Wanted].
  private static SequencedMap<Object, Target> targets(RunNeeds needs, ConfigTree document) {
    SequencedMap<Object, Target> targets = new LinkedHashMap<>();
    for (Node node : needs.configurable()) {
      if (needs.isPlanned(node)) {
        addConfig(node, document, targets);
        node.compute().inputs().forEach(input -> addInputs(input, document, targets));
        addWanted(node, document, targets);
      }
    }
    for (Resource<?> resource : needs.resources()) {
      find(resource.compute().inputs())
          .ifPresent(config -> {
            List<String> place = List.of("resources", resource.name(), "config");
            targets.put(resource, Target.of(document, place, Reader.of(config.source())));
          });
    }
    return targets;
  }

  private static void addConfig(
      Node node, ConfigTree document, SequencedMap<Object, Target> targets) {
    find(node.compute().inputs())
        .ifPresent(config -> {
          List<String> place =
              new ArrayList<>(
                  config.graph().map(ConfigPlaces::ofOp).orElseGet(() -> ConfigPlaces.of(node)));
          place.add("config");
          targets.put(node, Target.of(document, place, Reader.of(config.source())));
        });
  }

  /// What the document says, or has to, because there is no default.
  private static void addInputs(
      Input<?> input, ConfigTree document, SequencedMap<Object, Target> targets) {
    switch (input) {
      case Input.External<?> external -> {
        Target target =
            Target.of(
                document,
                List.of("inputs", external.name()),
                (said, binder, path) -> Externals.read(external.type(), said, binder, path));
        if (external.byDefault().isEmpty() || !(target.said() instanceof ConfigTree.Nothing)) {
          targets.put(external.name(), target);
        }
      }
      case Input.Several<?> several ->
          several.inputs().forEach(each -> addInputs(each, document, targets));
      case Input.As<?> as -> addInputs(as.of(), document, targets);
      default -> {}
    }
  }

  /// One materialization that the document wants of an output.
  private record Wanted(Node node, String output, int number) {}

  private static void addWanted(
      Node node, ConfigTree document, SequencedMap<Object, Target> targets) {
    List<String> place = new ArrayList<>(ConfigPlaces.of(node));
    place.add("outputs");
    if (!(at(document, place) instanceof ConfigTree.Items(List<ConfigTree> items))) {
      return;
    }
    ConfigPath path = ConfigPath.of(place.toArray(String[]::new));
    for (Output<?> output : node.outputs()) {
      int number = 0;
      for (int i = 0; i < items.size(); i++) {
        ConfigTree said = at(items.get(i), List.of(output.name()));
        boolean wanted =
            items.get(i) instanceof ConfigTree.Entries(var entries)
                && entries.containsKey(output.name());
        if (wanted && output.type().materializer().isPresent()) {
          targets.put(
              new Wanted(node, output.name(), number++),
              new Target(
                  said,
                  path.item(i).entry(output.name()),
                  Reader.of(output.type().materializer().get().config())));
        }
      }
    }
  }

  private static Optional<Input.Config<?>> find(List<Input<?>> inputs) {
    return inputs.stream()
        .<Input.Config<?>>flatMap(
            input -> input instanceof Input.Config<?> config ? Stream.of(config) : Stream.of())
        .findFirst();
  }

  /// The bound config of a node or resource that has some.
  Object of(Object owner) {
    return Objects.requireNonNull(values.get(owner), () -> owner + " has no config");
  }

  Optional<Object> find(Object owner) {
    return Optional.ofNullable(values.get(owner));
  }

  /// What the document says for an input, or the config of its loader; empty if it is left to its
  /// default.
  Optional<Object> of(Input.External<?> external) {
    return Optional.ofNullable(values.get(external.name()));
  }

  /// The configs of the materializations that the document wants of an output, in their order.
  List<Object> wanted(Node node, Output<?> output) {
    List<Object> all = new ArrayList<>();
    for (int number = 0; ; number++) {
      Object config = values.get(new Wanted(node, output.name(), number));
      if (config == null) {
        return all;
      }
      all.add(config);
    }
  }

  /// Hides the secrets that the configs hold, or were made from.
  SecretMask secrets() {
    return secrets;
  }

  /// The tree at a place of the document; nothing if there is none.
  ConfigTree at(List<String> place) {
    return at(document, place);
  }

  private static ConfigTree at(ConfigTree tree, List<String> place) {
    ConfigTree at = tree;
    for (String name : place) {
      ConfigTree inner =
          at instanceof ConfigTree.Entries entries ? entries.entries().get(name) : null;
      if (inner == null) {
        return ConfigTree.nothing();
      }
      at = inner;
    }
    return at;
  }
}
