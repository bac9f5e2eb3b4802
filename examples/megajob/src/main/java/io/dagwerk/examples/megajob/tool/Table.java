package io.dagwerk.examples.megajob.tool;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of the warehouse in which a dataset lies: `raw/flights` is the table `flights` of the
/// schema `raw`.
public record Table(String dataset) {
  /// The schema; empty for the warehouse's own.
  public Optional<String> schema() {
    int last = dataset.lastIndexOf('/');
    return last < 0 ? Optional.empty() : Optional.of(dataset.substring(0, last).replace('/', '_'));
  }

  /// The name as it stands in SQL.
  public String sql() {
    return Stream.concat(
            schema().stream(), Stream.of(dataset.substring(dataset.lastIndexOf('/') + 1)))
        .map(name -> '"' + name + '"')
        .collect(Collectors.joining("."));
  }

  @Override
  public String toString() {
    return dataset;
  }
}
