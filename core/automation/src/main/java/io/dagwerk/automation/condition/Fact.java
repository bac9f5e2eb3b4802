package io.dagwerk.automation.condition;

import io.dagwerk.model.RunId;
import io.dagwerk.partitions.PartitionSubset;
import java.util.Optional;

/// Something that was recorded and that conditions may depend on: about some partitions of one
/// subject, at one place in the log. What has no partitions has the one of number 0.
///
/// Facts of a run: `Began` when it is queued, for all that it is to update; then for each partition
/// `Updated` (`Evaluated` for a check) or `Ended`. Whoever reads the log may put several partitions
/// into one fact if they have one place and one run.
public sealed interface Fact {
  Place place();

  Subject subject();

  PartitionSubset partitions();

  /// An asset was materialized or observed.
  ///
  /// @param run what made it; empty for an external report
  /// @param readingFrom where the attempt that made it began, so that it may have missed what came
  ///   later; for an external report the fact's own place
  record Updated(
      Place place,
      Subject subject,
      PartitionSubset partitions,
      Optional<RunFacts> run,
      Place readingFrom,
      Data data)
      implements Fact {}

  /// Whether an update brought another data version than the one before.
  enum Data {
    SAME,
    CHANGED
  }

  /// A check was evaluated on the latest materialization.
  record Evaluated(
      Place place,
      Subject subject,
      PartitionSubset partitions,
      Optional<RunFacts> run,
      Place readingFrom,
      Result result)
      implements Fact {}

  /// What a check found.
  enum Result {
    PASSED,
    FAILED
  }

  /// A run that is to update this was queued.
  record Began(Place place, Subject subject, PartitionSubset partitions, RunId run)
      implements Fact {}

  /// A run will not update this any more.
  ///
  /// @param readingFrom where the attempt began; the fact's own place if there was none
  record Ended(
      Place place,
      Subject subject,
      PartitionSubset partitions,
      RunId run,
      Place readingFrom,
      End end)
      implements Fact {}

  /// How the execution of something ended that was not updated.
  enum End {
    /// Its step failed, or one before it.
    FAILED,
    CANCELED,
    /// Its step succeeded without it, or was skipped: there was nothing to update.
    LEFT_OUT
  }

  /// A backfill that is to update this was requested.
  record BackfillBegan(Place place, Subject subject, PartitionSubset partitions, String backfill)
      implements Fact {}

  /// A backfill is done with this, however it ended.
  record BackfillEnded(Place place, Subject subject, PartitionSubset partitions, String backfill)
      implements Fact {}

  /// Code of another version was loaded.
  record CodeChanged(Place place, Subject subject, PartitionSubset partitions) implements Fact {}

  /// The record of its updates was deleted: it is missing again.
  record Wiped(Place place, Subject subject, PartitionSubset partitions) implements Fact {}

  /// What is there of a subject that was not told of before, or that is partitioned anew. It
  /// replaces what is known of the subject, and is no update.
  ///
  /// @param partitions those that have been materialized, observed or evaluated
  record Known(Place place, Subject subject, PartitionSubset partitions) implements Fact {}
}
