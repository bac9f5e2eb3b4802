package io.dagwerk.execution;

import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.PartitionRange;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.TimeWindow;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// What a step's function may ask about its run and its partitions. Thread-safe.
final class Facts {
  private final Windows windows;

  Facts(Windows windows) {
    this.windows = windows;
  }

  /// The fact of a kind about a step of the node.
  ///
  /// @throws StepFailure when the step has no such fact
  Object get(Node node, Input.Fact.Kind kind, StepWork work) throws StepFailure {
    return switch (kind) {
      case CONTEXT -> work;
      case PARTITION_KEY -> onlyPartition(node, work);
      case PARTITION_RANGE -> new PartitionRange(work.partitions());
      case TIME_WINDOW -> window(node, onlyPartition(node, work));
      case DAY -> day(node, onlyPartition(node, work));
      case TICK, CURSOR, ENDED_RUN, UPDATES, DELIVERY ->
          throw new StepFailure(
              FailureKind.INPUT,
              "%s reads %s, which only schedules and sensors have".formatted(node, kind));
    };
  }

  private static PartitionKey onlyPartition(Node node, StepWork work) throws StepFailure {
    if (work.partitions().size() != 1) {
      throw new StepFailure(
          FailureKind.INPUT,
          "%s reads its partition key, but this step makes %d partitions %s"
              .formatted(node, work.partitions().size(), work.partitions()));
    }
    return work.partitions().getFirst();
  }

  private TimeWindow window(Node node, PartitionKey key) throws StepFailure {
    return windows
        .find(NodeSnapshots.partitions(node), key)
        .orElseThrow(() ->
            new StepFailure(
                FailureKind.INPUT,
                "%s reads its time window, but partition '%s' is none of time"
                    .formatted(node, key)));
  }

  private LocalDate day(Node node, PartitionKey key) throws StepFailure {
    ZoneId zone =
        NodeSnapshots.partitions(node)
            .flatMap(Partitioning::windows)
            .map(Partitions.Windows::zone)
            .orElse(ZoneOffset.UTC);
    return LocalDate.ofInstant(window(node, key).start(), zone);
  }
}
