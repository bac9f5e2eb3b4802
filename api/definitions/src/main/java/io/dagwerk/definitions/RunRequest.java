package io.dagwerk.definitions;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Tags;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A run that a schedule or sensor asks for. Immutable.
///
/// ```java
/// RunRequest.of("2001-01-31.csv").on("2001-01-31").tag("file", "2001-01-31.csv")
/// ```
///
/// @param key a request with a key that this schedule or sensor has already made is dropped
/// @param config a run config document as a plain tree
public record RunRequest(
    Optional<String> key,
    Optional<PartitionKey> partition,
    SequencedMap<String, Object> config,
    SequencedMap<String, String> tags) {
  public RunRequest {
    config = Ordered.copyOf(config);
    tags = Ordered.copyOf(tags);
  }

  /// A run that is asked for once per key.
  public static RunRequest of(String key) {
    return new RunRequest(
        Optional.of(key), Optional.empty(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /// A run that is asked for each time.
  public static RunRequest always() {
    return new RunRequest(
        Optional.empty(), Optional.empty(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  public RunRequest on(String partitionKey) {
    return new RunRequest(key, Optional.of(PartitionKey.of(partitionKey)), config, tags);
  }

  public RunRequest config(Map<String, ?> tree) {
    return new RunRequest(key, partition, new LinkedHashMap<>(tree), tags);
  }

  public RunRequest tag(String name, String value) {
    SequencedMap<String, String> more = new LinkedHashMap<>(tags);
    more.put(name, value);
    return new RunRequest(key, partition, config, more);
  }

  /// A tag with a structured value, which is stored as its JSON text.
  ///
  /// @throws IllegalArgumentException when JSON cannot say the value
  public RunRequest tag(String name, Map<String, ?> value) {
    return tag(name, Tags.json(name, value));
  }
}
