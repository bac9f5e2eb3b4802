package io.dagwerk.automation.condition;

import io.dagwerk.model.Ordered;
import io.dagwerk.partitions.PartitionSubset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What came of an evaluation. To be stored in one transaction with the runs that it asks for.
///
/// @param requests the partitions that are asked for, by subject
/// @param runs the same, as runs
/// @param next what the next evaluation starts from
/// @param explanations of each condition that was evaluated; of the others nothing has changed
/// @param wakeAt when time alone will ask for an evaluation, if it will
public record Evaluation(
    SequencedMap<Subject, PartitionSubset> requests,
    List<RequestedRun> runs,
    ConditionState next,
    SequencedMap<Subject, Explanation> explanations,
    Optional<Instant> wakeAt) {
  public Evaluation {
    requests = Ordered.copyOf(requests);
    runs = List.copyOf(runs);
    explanations = Ordered.copyOf(explanations);
  }
}
