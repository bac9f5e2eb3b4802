package io.dagwerk.daemon;

import io.dagwerk.config.Config;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rule of where a document holds a secret itself, and not the name of the variable that does.
/// What does not fit the schema holds none. Pure.
final class PlainSecrets {
  private final List<String> places = new ArrayList<>();

  private PlainSecrets() {}

  /// @return the places, such as `resources.door.config.password`
  static List<String> in(ConfigSchema schema, ConfigTree document) {
    PlainSecrets found = new PlainSecrets();
    found.look("", schema, document);
    return found.places;
  }

  private void look(String place, ConfigSchema schema, ConfigTree tree) {
    switch (schema) {
      case ConfigSchema.Secret secret -> {
        if (!Config.mask(secret, tree).equals(tree)) {
          places.add(place);
        }
      }
      case ConfigSchema.Scalar _, ConfigSchema.Anything _ -> {}
      case ConfigSchema.Nullable(ConfigSchema inner) -> look(place, inner, tree);
      case ConfigSchema.ListOf(ConfigSchema item) -> {
        if (tree instanceof ConfigTree.Items(List<ConfigTree> items)) {
          for (int i = 0; i < items.size(); i++) {
            look("%s[%d]".formatted(place, i), item, items.get(i));
          }
        }
      }
      case ConfigSchema.MapOf(ConfigSchema value) -> {
        if (tree instanceof ConfigTree.Entries(var entries)) {
          entries.forEach((key, each) -> look(below(place, key), value, each));
        }
      }
      case ConfigSchema.Shape(var fields) ->
          fields.forEach(
              field -> field.names().forEach(name -> lookBelow(place, name, field.schema(), tree)));
      case ConfigSchema.Selector(var alternatives) ->
          alternatives.forEach(each -> lookBelow(place, each.name(), each.shape(), tree));
    }
  }

  private void lookBelow(String place, String name, ConfigSchema schema, ConfigTree tree) {
    if (tree instanceof ConfigTree.Entries(var entries)) {
      Optional.ofNullable(entries.get(name)).ifPresent(it -> look(below(place, name), schema, it));
    }
  }

  private static String below(String place, String name) {
    return place.isEmpty() ? name : place + "." + name;
  }
}
