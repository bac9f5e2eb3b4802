package io.dagwerk.server;

import io.dagwerk.config.Secret;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rule of how settings are listed: each with its value, and where that comes from.
final class SettingsListing {
  private final List<Line> lines = new ArrayList<>();

  private SettingsListing() {}

  /// A setting.
  ///
  /// @param path such as `runs.cancelGrace`
  /// @param value as in a document; a secret is not shown
  /// @param origin the file, a variable of the environment, or the default
  record Line(String path, String value, String origin) {}

  /// Those of a document, in the order of the schema.
  ///
  /// @param document as it was written
  /// @param values what was bound, complete
  static List<Line> of(ConfigSchema schema, ConfigTree document, ConfigTree values) {
    SettingsListing listing = new SettingsListing();
    listing.add(schema, Optional.of(document), values, "");
    return List.copyOf(listing.lines);
  }

  private void add(
      ConfigSchema schema, Optional<ConfigTree> written, ConfigTree value, String path) {
    switch (schema) {
      case ConfigSchema.Shape(var fields) ->
          fields.forEach(field -> addPart(field.schema(), field.name(), written, value, path));
      case ConfigSchema.MapOf(var each) when !entries(value).isEmpty() ->
          entries(value).keySet().forEach(name -> addPart(each, name, written, value, path));
      case ConfigSchema.Nullable(var inner) when !(value instanceof ConfigTree.Nothing) ->
          add(inner, written, value, path);
      case ConfigSchema.Secret() -> line(path, Secret.MASK, written);
      case ConfigSchema _ -> line(path, text(value), written);
    }
  }

  private void addPart(
      ConfigSchema schema,
      String name,
      Optional<ConfigTree> written,
      ConfigTree value,
      String path) {
    add(
        schema,
        written.flatMap(tree -> Optional.ofNullable(entries(tree).get(name))),
        entries(value).getOrDefault(name, ConfigTree.nothing()),
        path.isEmpty() ? name : path + "." + name);
  }

  private void line(String path, String value, Optional<ConfigTree> written) {
    lines.add(new Line(path, value, written.map(SettingsListing::origin).orElse("default")));
  }

  private static String origin(ConfigTree written) {
    return entries(written).get("env") instanceof ConfigTree.Text(String variable)
        ? "variable " + variable
        : "file";
  }

  private static Map<String, ConfigTree> entries(ConfigTree tree) {
    return tree instanceof ConfigTree.Entries(var entries) ? entries : Map.of();
  }

  private static String text(ConfigTree value) {
    return switch (value) {
      case ConfigTree.Nothing() -> "none";
      case ConfigTree.Text(String text) -> text;
      case ConfigTree other -> other.toJson();
    };
  }
}
