package io.dagwerk.definitions;

import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import java.util.Optional;

/// What a function saw of an asset that something else makes. Immutable.
///
/// ```java
/// return Observed.version(bucket.etag("events.csv")).with("bytes", bucket.size("events.csv"));
/// ```
///
/// @param version which data this is: what is downstream of equal versions need not run again;
///   empty if that cannot be told
public record Observed(Optional<String> version, Metadata metadata) {
  /// It was looked at, and which data it is cannot be told.
  public static Observed withoutVersion() {
    return new Observed(Optional.empty(), Metadata.none());
  }

  /// It was looked at, and is this version of the data.
  public static Observed version(String version) {
    return new Observed(Optional.of(version), Metadata.none());
  }

  public Observed with(String name, MetadataValue value) {
    return new Observed(version, metadata.and(name, value));
  }

  public Observed with(String name, String text) {
    return with(name, MetadataValue.text(text));
  }

  public Observed with(String name, long number) {
    return with(name, MetadataValue.number(number));
  }
}
