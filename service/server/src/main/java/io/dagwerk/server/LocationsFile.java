package io.dagwerk.server;

import io.dagwerk.config.Binding;
import io.dagwerk.config.ConfigType;
import io.dagwerk.config.Doc;
import io.dagwerk.config.Environment;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Nearest;
import io.dagwerk.server.Settings.CodeSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What `dagwerk.yaml` says of code, for who has code and nothing else of the instance: no variable
/// is looked up but those of the locations that are wanted, so that passwords need not be where
/// only code is.
///
/// @param file where it was read
/// @param document as it was written
record LocationsFile(Path file, ConfigTree document) {
  private static final String LOCATIONS = "locations";
  private static final String LIMITS = "limits";
  private static final ConfigType<Located> TYPE = ConfigType.of(Located.class);

  /// The part of the settings that is read.
  record Located(
      @Doc("The code locations, by name") SequencedMap<String, CodeSettings> locations,
      @Doc("How large what is taken and kept may be") LimitSettings limits) {}

  /// @throws InvalidSettings when there is none, or it cannot be read
  static LocationsFile read(Path file) {
    return new LocationsFile(file, SettingsFile.document(file));
  }

  /// All of them, and the limits that they are loaded with.
  ///
  /// @throws InvalidSettings with all that is wrong with them
  Located all() {
    SequencedMap<String, ConfigTree> read = new LinkedHashMap<>(entries(document));
    // Where they are missing, what is there instead tells what was meant.
    if (read.containsKey(LOCATIONS)) {
      read.keySet().retainAll(List.of(LOCATIONS, LIMITS));
    }
    return bound(new ConfigTree.Entries(read));
  }

  /// One whose code is here. How its own servers are told is not asked.
  ///
  /// @throws InvalidSettings when there is none of that name, it is elsewhere, or with all that is
  ///   wrong with it
  CodeSettings code(String name) {
    Map<String, ConfigTree> named =
        entries(entries(document).getOrDefault(LOCATIONS, ConfigTree.nothing()));
    ConfigTree location =
        Optional.ofNullable(named.get(name))
            .orElseThrow(() ->
                InvalidSettings.of(
                    "'%s' describes no location '%s'; there are %s%s"
                        .formatted(
                            file,
                            name,
                            named.keySet(),
                            Nearest.hint(name, List.copyOf(named.keySet())))));
    if (entries(location).get("address") instanceof ConfigTree.Text(String address)) {
      throw InvalidSettings.of(
          "location '%s' of '%s' is at %s, and its code is not described there; name it by --definitions and --class-path"
              .formatted(name, file, address));
    }
    ConfigTree only = new ConfigTree.Entries(map(name, location));
    return bound(new ConfigTree.Entries(map(LOCATIONS, only)))
        .locations()
        .sequencedValues()
        .getFirst();
  }

  private static SequencedMap<String, ConfigTree> map(String name, ConfigTree value) {
    SequencedMap<String, ConfigTree> map = new LinkedHashMap<>();
    map.put(name, value);
    return map;
  }

  private Located bound(ConfigTree tree) {
    Binding<Located> bound = TYPE.bind(tree, Environment.process());
    if (bound instanceof Binding.Bound<Located>(Located located, _)) {
      List<String> problems = Elsewhere.problems(located.locations());
      if (problems.isEmpty()) {
        return located;
      }
      throw new InvalidSettings(problems.stream().map(each -> file + ": " + each).toList());
    }
    throw new InvalidSettings(
        bound.problems().stream().map(problem -> file + ": " + problem).toList());
  }

  /// The variables of the environment that hold secrets of the instance, set or not.
  List<String> secretVariables() {
    List<String> variables = new ArrayList<>();
    add(variables, SettingsFile.schema(), document);
    return List.copyOf(variables);
  }

  private static void add(List<String> variables, ConfigSchema schema, ConfigTree written) {
    switch (schema) {
      case ConfigSchema.Shape(var fields) ->
          fields.forEach(field ->
              Optional.ofNullable(entries(written).get(field.name()))
                  .ifPresent(part -> add(variables, field.schema(), part)));
      case ConfigSchema.MapOf(var each) ->
          entries(written).values().forEach(part -> add(variables, each, part));
      case ConfigSchema.Nullable(var inner) -> add(variables, inner, written);
      case ConfigSchema.Secret() -> {
        if (entries(written).get("env") instanceof ConfigTree.Text(String variable)) {
          variables.add(variable);
        }
      }
      case ConfigSchema _ -> {}
    }
  }

  private static Map<String, ConfigTree> entries(ConfigTree tree) {
    return tree instanceof ConfigTree.Entries(var entries) ? entries : Map.of();
  }
}
