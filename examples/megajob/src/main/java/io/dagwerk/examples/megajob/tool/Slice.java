package io.dagwerk.examples.megajob.tool;

/// The rows of a table that belong to one partition.
///
/// @param column that holds the partition's key
public record Slice(String column, String key) {
  /// The condition that is true of these rows.
  public String condition() {
    return "\"%s\" = '%s'".formatted(column, key.replace("'", "''"));
  }

  @Override
  public String toString() {
    return column + "=" + key;
  }
}
