package io.dagwerk.config.internal;

import io.dagwerk.config.Secret;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/// Hides the secrets of a document that is stored or shown. References to variables stay.
///
/// What does not fit the schema is hidden too where a secret may have been meant: an unknown entry
/// beside a secret, a text where a map with a secret belongs, a map where a text belongs.
public final class Masking {
  private static final ConfigTree HIDDEN = new ConfigTree.Text(Secret.MASK);

  private Masking() {}

  /// What is written for a secret that may be seen by anybody: its reference, or else `***`.
  public static ConfigTree shown(Secret<?> secret) {
    return secret.variable().map(Reference::to).orElse(HIDDEN);
  }

  /// The tree, with `***` for each secret. The tree need not fit the schema.
  public static ConfigTree mask(ConfigSchema schema, ConfigTree tree) {
    return switch (schema) {
      case ConfigSchema.Secret() -> Reference.find(tree).isPresent() ? tree : hide(tree);
      case ConfigSchema.Scalar _ -> isSingle(tree) ? tree : hide(tree);
      case ConfigSchema.Anything() -> tree;
      case ConfigSchema.ListOf(var item) ->
          tree instanceof ConfigTree.Items(List<ConfigTree> items)
              ? new ConfigTree.Items(items.stream().map(it -> mask(item, it)).toList())
              : misfit(schema, tree);
      case ConfigSchema.MapOf(var value) -> maskEntries(schema, tree, _ -> Optional.of(value));
      case ConfigSchema.Shape shape -> {
        Map<String, Field> fields = Shapes.byName(shape);
        yield maskEntries(
            schema, tree, key -> Optional.ofNullable(fields.get(key)).map(Field::schema));
      }
      case ConfigSchema.Selector selector ->
          maskEntries(schema, tree, key -> selector.find(key).map(ConfigSchema.Alternative::shape));
      case ConfigSchema.Nullable(var inner) -> mask(inner, tree);
    };
  }

  private static ConfigTree maskEntries(
      ConfigSchema schema,
      ConfigTree tree,
      Function<String, Optional<? extends ConfigSchema>> schemaOf) {
    if (!(tree instanceof ConfigTree.Entries(var entries))) {
      return misfit(schema, tree);
    }
    SequencedMap<String, ConfigTree> masked = new LinkedHashMap<>();
    entries.forEach((key, value) ->
        masked.put(
            key,
            schemaOf
                .apply(key)
                .map(known -> mask(known, value))
                .orElseGet(() -> misfit(schema, value))));
    return new ConfigTree.Entries(masked);
  }

  private static ConfigTree misfit(ConfigSchema schema, ConfigTree tree) {
    return holdsSecret(schema) ? hide(tree) : tree;
  }

  private static boolean isSingle(ConfigTree tree) {
    return switch (tree) {
      case ConfigTree.Items _ -> false;
      case ConfigTree.Entries _ -> Reference.find(tree).isPresent();
      case ConfigTree _ -> true;
    };
  }

  private static ConfigTree hide(ConfigTree tree) {
    return tree instanceof ConfigTree.Nothing ? tree : HIDDEN;
  }

  private static boolean holdsSecret(ConfigSchema schema) {
    return switch (schema) {
      case ConfigSchema.Secret() -> true;
      case ConfigSchema.Scalar _, ConfigSchema.Anything() -> false;
      case ConfigSchema.ListOf(var item) -> holdsSecret(item);
      case ConfigSchema.MapOf(var value) -> holdsSecret(value);
      case ConfigSchema.Nullable(var inner) -> holdsSecret(inner);
      case ConfigSchema.Shape(var fields) ->
          fields.stream().anyMatch(field -> holdsSecret(field.schema()));
      case ConfigSchema.Selector(var alternatives) ->
          alternatives.stream().anyMatch(it -> holdsSecret(it.shape()));
    };
  }
}
