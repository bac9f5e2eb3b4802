package io.dagwerk.server;

import io.dagwerk.config.Binding;
import io.dagwerk.config.ConfigSchemas;
import io.dagwerk.config.ConfigType;
import io.dagwerk.config.Environment;
import io.dagwerk.documents.Documents;
import io.dagwerk.documents.InvalidDocument;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Reads `dagwerk.yaml`.
public final class SettingsFile {
  /// What it is called.
  public static final String NAME = "dagwerk.yaml";

  private static final ConfigType<Settings> TYPE = ConfigType.of(Settings.class);

  private SettingsFile() {}

  /// @throws InvalidSettings with all that is wrong with it
  public static Settings read(Path file) {
    return bound(file, document(file));
  }

  /// Settings, and each with where it comes from.
  record Loaded(Settings settings, List<SettingsListing.Line> listing) {
    Loaded {
      listing = List.copyOf(listing);
    }

    /// An option says otherwise than the file.
    Loaded with(Settings others, SettingsListing.Line line) {
      return new Loaded(
          others,
          listing.stream().map(each -> each.path().equals(line.path()) ? line : each).toList());
    }
  }

  /// @throws InvalidSettings with all that is wrong with it
  static Loaded load(Path file) {
    ConfigTree document = document(file);
    Settings settings = bound(file, document);
    return new Loaded(settings, SettingsListing.of(TYPE.schema(), document, TYPE.treeOf(settings)));
  }

  static ConfigSchema schema() {
    return TYPE.schema();
  }

  static ConfigTree jsonSchema() {
    return ConfigSchemas.jsonSchema(TYPE.schema());
  }

  /// @throws InvalidSettings when there is none, or it is no document
  static ConfigTree document(Path file) {
    if (!Files.exists(file)) {
      throw new InvalidSettings(
          List.of(
              "there is no '%s'; write one that names your code locations, or say --settings FILE"
                  .formatted(file)));
    }
    try {
      return Documents.read(file);
    } catch (InvalidDocument e) {
      throw new InvalidSettings(List.of(String.valueOf(e.getMessage())));
    }
  }

  private static Settings bound(Path file, ConfigTree document) {
    Binding<Settings> bound = TYPE.bind(document, Environment.process());
    if (bound instanceof Binding.Bound<Settings>(Settings settings, _)) {
      List<String> problems = Elsewhere.problems(settings);
      if (problems.isEmpty()) {
        return settings;
      }
      throw new InvalidSettings(problems.stream().map(each -> file + ": " + each).toList());
    }
    throw new InvalidSettings(
        bound.problems().stream().map(problem -> shown(file, problem)).toList());
  }

  /// Settings that name no locations.
  static Settings none() {
    return TYPE.bind(Map.of("locations", Map.of()), Environment.empty()).get();
  }

  private static String shown(Path file, ConfigProblem problem) {
    return "%s: %s".formatted(file, problem);
  }
}
