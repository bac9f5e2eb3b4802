package io.dagwerk.automation.condition;

import io.dagwerk.model.Partitions;
import io.dagwerk.model.RunId;
import io.dagwerk.partitions.PartitionSubset;
import java.util.List;
import java.util.Optional;

/// What conditions ask to have run together: for each of the partitions one run that updates all of
/// the subjects. Who launches may make one backfill of many partitions.
///
/// @param subjects in topological order; a job stands alone
/// @param partitions how the subjects are partitioned, if they are
/// @param requested which partitions; number 0 for what has none
/// @param reads runs that made what the subjects are going to read, as far as they are known; at
///   most 100
public record RequestedRun(
    String location,
    List<Subject> subjects,
    Optional<Partitions> partitions,
    PartitionSubset requested,
    List<RunId> reads) {
  public RequestedRun {
    subjects = List.copyOf(subjects);
    reads = List.copyOf(reads);
  }
}
