package io.dagwerk.config.internal;

import io.dagwerk.model.ConfigTree;

/// Says what was found in a document, without telling what may be a secret.
final class Found {
  private static final int LONGEST = 60;

  private Found() {}

  /// A single value as it was written; of a list or map only its size or keys.
  static String quoted(ConfigTree tree) {
    return switch (tree) {
      case ConfigTree.Text(String value) when value.length() > LONGEST ->
          "\"" + quotedBeginning(value) + "...\"";
      case ConfigTree.Text(String value) -> "\"" + quotedBeginning(value) + "\"";
      case ConfigTree.Truth _, ConfigTree.Whole _, ConfigTree.Decimal _ -> shortened(tree.toJson());
      case ConfigTree.Nothing _, ConfigTree.Items _, ConfigTree.Entries _ -> kind(tree);
    };
  }

  /// As much of a text as a message shows, escaped as in JSON and without the quotes.
  static String quotedBeginning(String text) {
    String beginning = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    String json = new ConfigTree.Text(beginning).toJson();
    return json.substring(1, json.length() - 1);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST + 2 ? text : text.substring(0, LONGEST) + "...";
  }

  /// Only the kind of value.
  static String kind(ConfigTree tree) {
    return switch (tree) {
      case ConfigTree.Text _ -> "a text";
      case ConfigTree.Truth _ -> "a boolean";
      case ConfigTree.Whole _, ConfigTree.Decimal _ -> "a number";
      case ConfigTree.Nothing() -> "null";
      case ConfigTree.Items(var items) when items.isEmpty() -> "an empty list";
      case ConfigTree.Items(var items) -> "a list of " + items.size();
      case ConfigTree.Entries(var entries) when entries.isEmpty() -> "an empty map";
      case ConfigTree.Entries(var entries) ->
          "a map with "
              + shortened(String.join(", ", entries.sequencedKeySet().stream().limit(10).toList()));
    };
  }
}
