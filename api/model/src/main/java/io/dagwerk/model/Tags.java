package io.dagwerk.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The rule of tags whose value is more than a text: it is stored as its JSON text.
///
/// Entries are sorted by name, so that equal values are equal texts in every process.
public final class Tags {
  private Tags() {}

  /// The text of a structured value: maps with text keys, lists, texts, finite numbers, booleans
  /// and null, nested up to [ConfigTree#DEEPEST].
  ///
  /// ```java
  /// Tags.json("limits", Map.of("cpu", 2)) // {"cpu": 2}
  /// ```
  ///
  /// @param key of the tag, for the error
  /// @throws IllegalArgumentException when JSON cannot say the value, naming the place in it
  public static String json(String key, Map<String, ?> value) {
    return tree(value, key, ConfigPath.ROOT).toJson();
  }

  private static ConfigTree tree(@Nullable Object value, String key, ConfigPath place) {
    if (place.depth() > ConfigTree.DEEPEST) {
      throw new IllegalArgumentException(
          "the value of tag '%s' may be nested %d deep, but goes deeper"
              .formatted(key, ConfigTree.DEEPEST));
    }
    return switch (value) {
      case List<?> list -> {
        List<ConfigTree> items = new ArrayList<>();
        list.forEach(item -> items.add(tree(item, key, place.item(items.size()))));
        yield new ConfigTree.Items(items);
      }
      case Map<?, ?> map -> {
        SequencedMap<String, ConfigTree> entries = new TreeMap<>();
        map.forEach((name, inner) -> {
          if (!(name instanceof String entry)) {
            throw refused(key, place, "the key " + name);
          }
          entries.put(entry, tree(inner, key, place.entry(entry)));
        });
        yield new ConfigTree.Entries(entries);
      }
      case null -> ConfigTree.nothing();
      case String _, Boolean _ -> ConfigTree.of(value);
      case Byte _, Short _, Integer _, Long _, BigInteger _, BigDecimal _ -> ConfigTree.of(value);
      case Double d when Double.isFinite(d) -> ConfigTree.of(d);
      case Float f when Float.isFinite(f) -> ConfigTree.of(f);
      case Double _, Float _ -> throw refused(key, place, value.toString());
      default -> throw refused(key, place, "a " + value.getClass().getName());
    };
  }

  private static IllegalArgumentException refused(String key, ConfigPath place, String found) {
    return new IllegalArgumentException(
        ("the value of tag '%s' is stored as JSON, which has texts, finite numbers, booleans, lists"
                + " and maps with text keys, but found %s%s; give its text")
            .formatted(key, found, place.depth() == 0 ? "" : " at " + place));
  }
}
