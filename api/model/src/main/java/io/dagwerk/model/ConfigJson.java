package io.dagwerk.model;

import java.util.List;
import java.util.SequencedMap;

/// Writes a config tree as one line of JSON.
final class ConfigJson {
  private final StringBuilder out = new StringBuilder();

  private ConfigJson() {}

  static String write(ConfigTree tree) {
    ConfigJson json = new ConfigJson();
    json.add(tree);
    return json.out.toString();
  }

  private void add(ConfigTree tree) {
    switch (tree) {
      case ConfigTree.Nothing() -> out.append("null");
      case ConfigTree.Truth(boolean value) -> out.append(value);
      case ConfigTree.Whole(var value) -> out.append(value);
      case ConfigTree.Decimal(var value) -> out.append(value);
      case ConfigTree.Text(String value) -> addText(value);
      case ConfigTree.Items(var items) -> addItems(items);
      case ConfigTree.Entries(var entries) -> addEntries(entries);
    }
  }

  private void addItems(List<ConfigTree> items) {
    String separator = "[";
    for (ConfigTree item : items) {
      out.append(separator);
      add(item);
      separator = ", ";
    }
    out.append(items.isEmpty() ? "[]" : "]");
  }

  private void addEntries(SequencedMap<String, ConfigTree> entries) {
    String separator = "{";
    for (var entry : entries.entrySet()) {
      out.append(separator);
      addText(entry.getKey());
      out.append(": ");
      add(entry.getValue());
      separator = ", ";
    }
    out.append(entries.isEmpty() ? "{}" : "}");
  }

  private void addText(String text) {
    out.append('"');
    int plainFrom = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c) || (Character.isSurrogate(c) && isPaired(text, i))) {
        continue;
      }
      out.append(text, plainFrom, i);
      plainFrom = i + 1;
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append("\\u%04x".formatted((int) c));
      }
    }
    out.append(text, plainFrom, text.length()).append('"');
  }

  /// Whether it stands in a text of JSON as it is.
  private static boolean isPlain(char c) {
    return c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c);
  }

  private static boolean isPaired(String text, int i) {
    boolean high = Character.isHighSurrogate(text.charAt(i));
    int other = high ? i + 1 : i - 1;
    return other >= 0
        && other < text.length()
        && (high
            ? Character.isLowSurrogate(text.charAt(other))
            : Character.isHighSurrogate(text.charAt(other)));
  }
}
