package io.dagwerk.automation.backfill;

import io.dagwerk.partitions.PartitionSubset;

/// Where the partitions of one node stand in a backfill, by their numbers. Each wanted one is in
/// exactly one of the others, or pending. A node without partitions has the number 0. Immutable.
///
/// @param running those that a run is queued or running for
/// @param skipped those that were made meanwhile by somebody else
/// @param abandoned those that can never be made, because something upstream was not
/// @param canceled those whose run was canceled
public record Items(
    PartitionSubset wanted,
    PartitionSubset running,
    PartitionSubset succeeded,
    PartitionSubset failed,
    PartitionSubset abandoned,
    PartitionSubset skipped,
    PartitionSubset canceled) {
  static Items wanting(PartitionSubset wanted) {
    PartitionSubset none = PartitionSubset.none();
    return new Items(wanted, none, none, none, none, none, none);
  }

  /// Those that nothing was done about yet.
  public PartitionSubset pending() {
    return wanted
        .minus(running)
        .minus(succeeded)
        .minus(failed)
        .minus(abandoned)
        .minus(skipped)
        .minus(canceled);
  }

  /// Those whose end is still to come.
  PartitionSubset unfinished() {
    return pending().or(running);
  }

  /// Those that will not be made: what reads them cannot be made either.
  PartitionSubset lost() {
    return failed.or(abandoned).or(canceled);
  }

  Items running(PartitionSubset some) {
    return new Items(wanted, running.or(some), succeeded, failed, abandoned, skipped, canceled);
  }

  Items abandoning(PartitionSubset some) {
    return new Items(wanted, running, succeeded, failed, abandoned.or(some), skipped, canceled);
  }

  Items skipping(PartitionSubset some) {
    return new Items(wanted, running, succeeded, failed, abandoned, skipped.or(some), canceled);
  }

  /// After the end of a run.
  ///
  /// @param good those that it made
  /// @param bad those that it failed to make
  Items ended(PartitionSubset ran, PartitionSubset good, PartitionSubset bad, Rest rest) {
    PartitionSubset left = ran.minus(good).minus(bad);
    PartitionSubset none = PartitionSubset.none();
    return new Items(
        wanted,
        running.minus(ran),
        succeeded.or(ran.and(good).minus(bad)),
        failed.or(ran.and(bad)).or(rest == Rest.FAILED ? left : none),
        abandoned.or(rest == Rest.ABANDONED ? left : none),
        skipped,
        canceled.or(rest == Rest.CANCELED ? left : none));
  }

  /// What became of partitions that a run neither made nor failed to make.
  enum Rest {
    FAILED,
    ABANDONED,
    CANCELED
  }

  /// With those that were not made pending again.
  Items again() {
    PartitionSubset none = PartitionSubset.none();
    return new Items(wanted, running, succeeded, none, none, skipped, none);
  }
}
