package io.dagwerk.automation.condition;

import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import java.util.Optional;

/// How subjects are partitioned: one object for all that are partitioned alike, so that it is
/// compared by identity.
final class Definition {
  private final Optional<Partitions> partitions;

  /// @param partitions empty for subjects without partitions
  Definition(Optional<Partitions> partitions) {
    this.partitions = partitions;
  }

  Optional<Partitions> partitions() {
    return partitions;
  }

  /// Whether partitions come and go with keys.
  boolean isDynamic() {
    return partitions.stream()
        .flatMap(definition -> Partitioning.dimensions(definition).values().stream())
        .anyMatch(Partitions.Dynamic.class::isInstance);
  }

  @Override
  public String toString() {
    return partitions.map(Partitioning::describe).orElse("no partitions");
  }
}
