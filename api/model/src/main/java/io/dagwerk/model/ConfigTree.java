package io.dagwerk.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A config document as plain data: what a YAML or JSON text says, before anybody has judged it.
///
/// Trees are immutable values with a fixed order of entries; they are safe to share between
/// threads.
///
/// ```java
/// ConfigTree tree = ConfigTree.of(Map.of("limit", 10));
/// tree.toJson(); // {"limit": 10}
/// ```
public sealed interface ConfigTree {

  /// The deepest nesting that a document may have.
  int DEEPEST = 100;

  /// The explicit nothing of a document.
  record Nothing() implements ConfigTree {}

  /// A truth value.
  record Truth(boolean value) implements ConfigTree {}

  /// A number written without fraction or exponent.
  record Whole(BigInteger value) implements ConfigTree {}

  /// A number written with a fraction or an exponent.
  record Decimal(BigDecimal value) implements ConfigTree {}

  /// A text.
  record Text(String value) implements ConfigTree {}

  /// A list.
  record Items(List<ConfigTree> items) implements ConfigTree {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// A map with text keys, in the order they were written.
  record Entries(SequencedMap<String, ConfigTree> entries) implements ConfigTree {
    public Entries {
      entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
    }
  }

  /// The explicit nothing.
  static ConfigTree nothing() {
    return new Nothing();
  }

  /// The map without entries.
  static ConfigTree empty() {
    return new Entries(new LinkedHashMap<>());
  }

  /// The tree of a plain value: null, a boolean, number, text, list or map with text keys, nested
  /// up to [#DEEPEST]; a tree is returned as it is. A number that is not finite becomes its text,
  /// as JSON and YAML have no common word for it.
  ///
  /// @throws IllegalArgumentException if a value is of another kind, naming it and its place
  static ConfigTree of(@Nullable Object plain) {
    return PlainTree.of(plain);
  }

  /// A map with one entry.
  static ConfigTree entry(String key, ConfigTree value) {
    SequencedMap<String, ConfigTree> entries = new LinkedHashMap<>();
    entries.put(key, value);
    return new Entries(entries);
  }

  /// This tree with `over` laid on top: maps are merged deeply, anything else is replaced, so that
  /// a list of `over` takes the place of the list here.
  default ConfigTree merge(ConfigTree over) {
    if (!(this instanceof Entries(var below) && over instanceof Entries(var above))) {
      return over;
    }
    SequencedMap<String, ConfigTree> merged = new LinkedHashMap<>(below);
    above.forEach((key, value) -> merged.merge(key, value, ConfigTree::merge));
    return new Entries(merged);
  }

  /// This tree as plain Java: null, Boolean, Integer, Long, BigInteger, Double, BigDecimal, String,
  /// List and LinkedHashMap. A number takes the smallest of these types that holds it exactly.
  default @Nullable Object toPlain() {
    return switch (this) {
      case Nothing() -> null;
      case Truth(boolean value) -> value;
      case Whole(BigInteger value) -> narrowest(value);
      case Decimal(BigDecimal value) -> narrowest(value);
      case Text(String value) -> value;
      case Items(List<ConfigTree> items) -> {
        List<@Nullable Object> plain = new ArrayList<>(items.size());
        items.forEach(item -> plain.add(item.toPlain()));
        yield Collections.unmodifiableList(plain);
      }
      case Entries(SequencedMap<String, ConfigTree> entries) -> {
        SequencedMap<String, @Nullable Object> plain = new LinkedHashMap<>();
        entries.forEach((key, value) -> plain.put(key, value.toPlain()));
        yield Collections.unmodifiableSequencedMap(plain);
      }
    };
  }

  private static Number narrowest(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      return value.intValue();
    }
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  private static Number narrowest(BigDecimal value) {
    double nearest = value.doubleValue();
    boolean exact = Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(value) == 0;
    return exact ? (Number) nearest : value;
  }

  /// A plain value as one line of JSON: what `of(plain).toJson()` gives, without a tree of it.
  ///
  /// ```java
  /// ConfigTree.json(Map.of("limit", 10)); // {"limit": 10}
  /// ```
  ///
  /// @throws IllegalArgumentException as [#of(Object)], not naming the place
  static String json(@Nullable Object plain) {
    return ConfigJson.writePlain(plain);
  }

  /// This tree as one line of JSON.
  default String toJson() {
    return ConfigJson.write(this);
  }

  /// The SHA-256, in hexadecimal, of an unambiguous encoding of this tree. The order of entries
  /// counts.
  default String hash() {
    return new ConfigHash().add(this).finish();
  }
}
