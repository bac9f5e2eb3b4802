package io.dagwerk.automation.backfill;

import io.dagwerk.partitions.PartitionSubset;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// How many partitions of a backfill stand where, over all its nodes. All but `total` add up to it.
///
/// @param pending no run was asked for yet
/// @param queued the run waits to be started
/// @param canceled the run was canceled, or the backfill before it was asked for
public record BackfillCounts(
    long total,
    long pending,
    long queued,
    long running,
    long succeeded,
    long failed,
    long abandoned,
    long skipped,
    long canceled) {
  static BackfillCounts of(Backfill backfill, Predicate<Integer> isStarted) {
    long running =
        backfill.runs().entrySet().stream()
            .filter(run -> isStarted.test(run.getKey()))
            .flatMap(run -> run.getValue().makes().values().stream())
            .mapToLong(PartitionSubset::count)
            .sum();
    long pending = sum(backfill, items -> items.pending().count());
    boolean isCanceled = backfill.cancellation().isPresent();
    return new BackfillCounts(
        sum(backfill, items -> items.wanted().count()),
        isCanceled ? 0 : pending,
        sum(backfill, items -> items.running().count()) - running,
        running,
        sum(backfill, items -> items.succeeded().count()),
        sum(backfill, items -> items.failed().count()),
        sum(backfill, items -> items.abandoned().count()),
        sum(backfill, items -> items.skipped().count()),
        sum(backfill, items -> items.canceled().count()) + (isCanceled ? pending : 0));
  }

  private static long sum(Backfill backfill, ToLongFunction<Items> count) {
    return backfill.nodes().values().stream().map(BackfillNode::items).mapToLong(count).sum();
  }
}
