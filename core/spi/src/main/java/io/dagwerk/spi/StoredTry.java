package io.dagwerk.spi;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A step that is going to materialize an asset or one of its partitions, or failed to.
///
/// @param status one of [#STATUSES]; a step that was lost with its run has failed
/// @param ended when it failed; empty for one that runs
/// @param reason why it stands where it stands: that of the step, or of the run with which it was
///   lost
public record StoredTry(
    LedgerRow.AssetPlace place,
    RunId run,
    StepKey step,
    StepStatus status,
    Optional<Instant> ended,
    String reason) {
  /// Those of a step that runs or failed.
  public static final List<StepStatus> STATUSES =
      List.of(StepStatus.RUNNING, StepStatus.WAITING_TO_RETRY, StepStatus.FAILED);

  public boolean hasFailed() {
    return status == StepStatus.FAILED;
  }

  /// Whether it still tells what the place has come to: it runs, or it failed after the place was
  /// materialized last. It is told by times, because a run that was created first may be the last
  /// to make a value.
  ///
  /// @param made when that was; empty for never
  public boolean counts(Optional<Instant> made) {
    return !hasFailed() || made.isEmpty() || ended.filter(made.get()::isBefore).isPresent();
  }

  /// The key of the partition as text; empty for an asset without.
  public String partition() {
    return place.partition().map(PartitionKey::text).orElse("");
  }
}
