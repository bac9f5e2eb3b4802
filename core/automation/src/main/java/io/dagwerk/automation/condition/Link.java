package io.dagwerk.automation.condition;

import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import java.util.List;
import java.util.Optional;

/// A step from one subject to another that a condition looks at.
///
/// @param way how their partitions belong together
record Link(Subject from, Subject to, Way way) {
  /// How partitions belong together.
  sealed interface Way {
    /// Each to the one of the same number: of a check and its asset, a job and its roots.
    record Same() implements Way {}

    /// By what the first reads of the second.
    ///
    /// @param mappings one for each time that it reads it
    record Reads(
        Optional<Partitions> reader,
        Optional<Partitions> upstream,
        List<Optional<PartitionMapping>> mappings)
        implements Way {
      public Reads {
        mappings = List.copyOf(mappings);
      }

      /// Whether a partition needs the one of the same key, and no other.
      boolean isSame() {
        return reader.equals(upstream)
            && mappings.stream()
                .allMatch(
                    mapping -> mapping.isEmpty() || mapping.get() instanceof PartitionMapping.Same);
      }
    }

    /// By what the second reads of the first.
    record ReadBy(Reads reads) implements Way {}
  }

  boolean isSame() {
    return switch (way) {
      case Way.Same _ -> true;
      case Way.Reads reads -> reads.isSame();
      case Way.ReadBy(Way.Reads reads) -> reads.isSame();
    };
  }
}
