package io.dagwerk.automation.backfill;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.StepKey;
import java.util.List;

/// A step whose version has no stored outputs, and why.
///
/// @param partitions that it makes; none for a step without partitions
public record StaleStep(StepKey step, List<PartitionKey> partitions, Why why) {
  public StaleStep {
    partitions = List.copyOf(partitions);
  }

  /// Why the outputs of a step are not there.
  public sealed interface Why {
    /// It never ran.
    record NeverMade() implements Why {}

    /// What is there was made by other code, with other config or resources, or from other data.
    record OtherVersion() implements Why {}

    /// It reads a stale step.
    record ReadsStale(StepKey step) implements Why {}

    /// It has no version, so it always runs.
    record NoVersion(String reason) implements Why {}

    /// In a few words, to follow the step.
    default String inWords() {
      return switch (this) {
        case NeverMade _ -> "was never made";
        case OtherVersion _ -> "was made by another version";
        case ReadsStale(StepKey step) -> "reads %s, which is stale".formatted(step);
        case NoVersion(String reason) -> "always runs: " + reason;
      };
    }
  }
}
