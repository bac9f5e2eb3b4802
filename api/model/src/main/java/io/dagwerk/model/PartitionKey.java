package io.dagwerk.model;

import java.util.Arrays;
import java.util.List;

/// The user's name of one partition, such as `2001-01-31`, or `2001-01-31|eu` in two dimensions.
public record PartitionKey(String text) implements Comparable<PartitionKey> {
  /// Separates the dimensions of a key.
  public static final String SEPARATOR = "|";

  public PartitionKey {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a partition key is not blank");
    }
  }

  public static PartitionKey of(String text) {
    return new PartitionKey(text);
  }

  /// The key of several dimensions, in the order in which the definition has them.
  public static PartitionKey ofDimensions(List<PartitionKey> keys) {
    return new PartitionKey(String.join(SEPARATOR, keys.stream().map(PartitionKey::text).toList()));
  }

  /// The keys of the dimensions, in the order in which the definition has them.
  public List<PartitionKey> dimensions() {
    return Arrays.stream(text.split("\\" + SEPARATOR, -1)).map(PartitionKey::new).toList();
  }

  @Override
  public int compareTo(PartitionKey other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
