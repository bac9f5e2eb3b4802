package io.dagwerk.definitions;

import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import java.util.Optional;

/// The facts about something that a function made and stored by itself. Immutable.
///
/// ```java
/// return Materialized.with("rows", 42).dataVersion("2001-01-31T06:00");
/// ```
///
/// @param version the user's version of the data: equal versions are the same data
public record Materialized(Metadata metadata, Optional<String> version) implements Effect {
  /// Nothing is said beyond that it was made.
  public static Materialized withNothingToSay() {
    return new Materialized(Metadata.none(), Optional.empty());
  }

  public static Materialized with(String name, MetadataValue value) {
    return withNothingToSay().and(name, value);
  }

  public static Materialized with(String name, String text) {
    return withNothingToSay().and(name, text);
  }

  public static Materialized with(String name, long number) {
    return withNothingToSay().and(name, number);
  }

  public static Materialized with(String name, double number) {
    return withNothingToSay().and(name, number);
  }

  public Materialized and(String name, MetadataValue value) {
    return new Materialized(metadata.and(name, value), version);
  }

  public Materialized and(String name, String text) {
    return and(name, MetadataValue.text(text));
  }

  public Materialized and(String name, long number) {
    return and(name, MetadataValue.number(number));
  }

  public Materialized and(String name, double number) {
    return and(name, MetadataValue.number(number));
  }

  /// Says which data this is: what is downstream of equal versions need not run again.
  public Materialized dataVersion(String given) {
    return new Materialized(metadata, Optional.of(given));
  }
}
