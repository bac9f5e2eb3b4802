package io.dagwerk.model;

import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;

/// A run that came to its end, as a sensor is told of it.
///
/// @param reason why it did not succeed; empty if it did
/// @param partitions that it was asked to materialize
/// @param failures the steps that failed, in the order in which they did
public record EndedRun(
    RunId run,
    String job,
    RunEnd end,
    Instant at,
    String reason,
    List<PartitionKey> partitions,
    SequencedMap<String, String> tags,
    List<FailedStep> failures) {
  public EndedRun {
    partitions = List.copyOf(partitions);
    tags = Ordered.copyOf(tags);
    failures = List.copyOf(failures);
  }

  /// A step whose last attempt failed.
  public record FailedStep(StepKey step, ErrorInfo error) {}
}
