package io.dagwerk.model;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Named facts, in the order in which they were said. Immutable.
///
/// ```java
/// Metadata.of("rows", 508_239).and("source", MetadataValue.url("https://..."))
/// ```
public record Metadata(SequencedMap<String, MetadataValue> values) {
  private static final Metadata NONE = new Metadata(new LinkedHashMap<>());

  public Metadata {
    values = Ordered.copyOf(values);
  }

  public static Metadata none() {
    return NONE;
  }

  public static Metadata of(String name, MetadataValue value) {
    return NONE.and(name, value);
  }

  public static Metadata of(String name, String text) {
    return NONE.and(name, text);
  }

  public static Metadata of(String name, long number) {
    return NONE.and(name, number);
  }

  public static Metadata of(String name, double number) {
    return NONE.and(name, number);
  }

  /// These facts and one more; a fact of the same name is replaced in its place.
  public Metadata and(String name, MetadataValue value) {
    SequencedMap<String, MetadataValue> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Metadata(more);
  }

  public Metadata and(String name, String text) {
    return and(name, MetadataValue.text(text));
  }

  public Metadata and(String name, long number) {
    return and(name, MetadataValue.number(number));
  }

  public Metadata and(String name, double number) {
    return and(name, MetadataValue.number(number));
  }

  /// These facts, then the others.
  public Metadata and(Metadata others) {
    SequencedMap<String, MetadataValue> more = new LinkedHashMap<>(values);
    more.putAll(others.values);
    return new Metadata(more);
  }

  public Optional<MetadataValue> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }
}
