package io.dagwerk.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes a config tree, or a plain value, as one line of JSON.
final class ConfigJson {
  private final StringBuilder out = new StringBuilder();

  private ConfigJson() {}

  static String write(ConfigTree tree) {
    ConfigJson json = new ConfigJson();
    json.add(tree);
    return json.out.toString();
  }

  /// @throws IllegalArgumentException as [ConfigTree#json(Object)]
  static String writePlain(@Nullable Object plain) {
    ConfigJson json = new ConfigJson();
    json.addPlain(plain, 0);
    return json.out.toString();
  }

  private void add(ConfigTree tree) {
    switch (tree) {
      case ConfigTree.Nothing() -> out.append("null");
      case ConfigTree.Truth(boolean value) -> out.append(value);
      case ConfigTree.Whole(var value) -> out.append(value);
      case ConfigTree.Decimal(var value) -> out.append(value);
      case ConfigTree.Text(String value) -> addText(value);
      case ConfigTree.Items(var items) -> addItems(items, this::add);
      case ConfigTree.Entries(var entries) -> addEntries(entries, this::add);
    }
  }

  private void addPlain(@Nullable Object plain, int depth) {
    if (depth > ConfigTree.DEEPEST) {
      throw PlainTree.tooDeep();
    }
    switch (plain) {
      case null -> out.append("null");
      case ConfigTree tree -> add(tree);
      case Boolean truth -> out.append(truth.booleanValue());
      case Number number -> addNumber(number);
      case CharSequence text -> addText(text.toString());
      case List<?> items -> addItems(items, item -> addPlain(item, depth + 1));
      case Map<?, ?> entries -> addEntries(entries, value -> addPlain(value, depth + 1));
      default -> throw PlainTree.unknown("", plain);
    }
  }

  private void addNumber(Number number) {
    switch (number) {
      case Double d when Double.isFinite(d) -> out.append(BigDecimal.valueOf(d));
      case Float f when Float.isFinite(f) -> out.append(f.floatValue());
      case Double _, Float _ -> addText(number.toString());
      case BigInteger _, BigDecimal _ -> out.append(number);
      default -> out.append(number.longValue());
    }
  }

  private <T extends @Nullable Object> void addItems(Collection<T> items, Consumer<T> item) {
    String separator = "[";
    for (T each : items) {
      out.append(separator);
      item.accept(each);
      separator = ", ";
    }
    out.append(items.isEmpty() ? "[]" : "]");
  }

  private <T extends @Nullable Object> void addEntries(Map<?, T> entries, Consumer<T> value) {
    String separator = "{";
    for (Map.Entry<?, T> entry : entries.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw PlainTree.noText("", entry.getKey());
      }
      out.append(separator);
      addText(key);
      out.append(": ");
      value.accept(entry.getValue());
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
