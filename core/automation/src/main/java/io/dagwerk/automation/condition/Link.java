package io.dagwerk.automation.condition;

import io.dagwerk.model.PartitionMapping;
import java.util.List;
import java.util.Optional;

/// A step from one subject to another that a condition looks at.
///
/// @param way how their partitions belong together
record Link(Subject from, Subject to, Way way) {
  /// How partitions belong together.
  sealed interface Way {
    /// Each to the one of the same number: of a check and its asset, a job and its roots, assets
    /// that are partitioned alike.
    ///
    /// @param definition of both
    record Same(Definition definition) implements Way {}

    /// By what the first reads of the second.
    record Reads(Mapping mapping) implements Way {}

    /// By what the second reads of the first.
    record ReadBy(Mapping mapping) implements Way {}
  }

  /// Which partitions of an upstream asset the partitions of a reader need.
  ///
  /// @param each one for each time that it is read
  record Mapping(Definition reader, Definition upstream, List<Optional<PartitionMapping>> each) {
    Mapping {
      each = List.copyOf(each);
    }

    /// Whether a partition needs the one of the same key, and no other.
    boolean isSame() {
      return reader.equals(upstream)
          && each.stream()
              .allMatch(
                  mapping -> mapping.isEmpty() || mapping.get() instanceof PartitionMapping.Same);
    }
  }

  /// To what a subject reads.
  static Link reading(Subject from, Subject to, Mapping mapping) {
    return new Link(
        from, to, mapping.isSame() ? new Way.Same(mapping.reader()) : new Way.Reads(mapping));
  }

  Link reversed() {
    Way back =
        switch (way) {
          case Way.Same same -> same;
          case Way.Reads(Mapping mapping) -> new Way.ReadBy(mapping);
          case Way.ReadBy(Mapping mapping) -> new Way.Reads(mapping);
        };
    return new Link(to, from, back);
  }

  boolean isSame() {
    return way instanceof Way.Same;
  }
}
