package io.dagwerk.automation.backfill;

import io.dagwerk.automation.backfill.Items.Rest;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.RunEnd;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.plan.PlanRequest.Moment;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A backfill: what was asked for and how far it is. It is all that is kept of it, so it goes on
/// from here whatever was restarted. Immutable.
///
/// @param moment when it was asked for: numbers of partitions are those of that moment
/// @param nodes by name, in topological order
/// @param runs that are queued or running, by their numbers, which count from 1
/// @param runsBegun the number of the last run that was asked for
/// @param cancellation set once it was canceled
public record Backfill(
    BackfillId id,
    BackfillRequest request,
    Moment moment,
    SequencedMap<String, BackfillNode> nodes,
    SequencedMap<Integer, BackfillRun> runs,
    int runsBegun,
    Optional<Cancellation> cancellation) {
  public Backfill {
    nodes = Ordered.copyOf(nodes);
    runs = Ordered.copyOf(runs);
  }

  /// Where a backfill stands.
  public enum Status {
    /// No run was asked for yet.
    REQUESTED,
    IN_PROGRESS,
    /// Every partition is made: done, not merely asked for.
    SUCCEEDED,
    /// Nothing is left to do, and some partition was not made.
    FAILED,
    /// It was canceled, and its last run has ended.
    CANCELED
  }

  /// What canceling does to the runs that are queued or running.
  public enum Cancellation {
    /// They go on to their ends.
    LETTING_RUNS_END,
    /// They are canceled too.
    WITH_RUNS
  }

  public Status status() {
    if (!runs.isEmpty()) {
      return Status.IN_PROGRESS;
    }
    if (cancellation.isPresent()) {
      return Status.CANCELED;
    }
    if (any(node -> !node.items().pending().isEmpty())) {
      return runsBegun == 0 ? Status.REQUESTED : Status.IN_PROGRESS;
    }
    return any(node -> !node.items().lost().isEmpty()) ? Status.FAILED : Status.SUCCEEDED;
  }

  public boolean isOver() {
    return switch (status()) {
      case REQUESTED, IN_PROGRESS -> false;
      case SUCCEEDED, FAILED, CANCELED -> true;
    };
  }

  private boolean any(Predicate<BackfillNode> test) {
    return nodes.values().stream().anyMatch(test);
  }

  /// Asks for no more runs. One that is over stays as it is.
  public Backfill canceled(Cancellation how) {
    return isOver()
        ? this
        : new Backfill(id, request, moment, nodes, runs, runsBegun, Optional.of(how));
  }

  /// Makes what was not made once more. What was made is not made again.
  ///
  /// @throws IllegalStateException when it has not failed or been canceled
  public Backfill retried() {
    if (status() != Status.FAILED && status() != Status.CANCELED) {
      throw new IllegalStateException(
          "backfill %s is %s; only one that failed or was canceled is retried"
              .formatted(id, status()));
    }
    return new Backfill(
        id,
        request,
        moment,
        changed((_, node) -> node.with(node.items().again())),
        runs,
        runsBegun,
        Optional.empty());
  }

  /// How a run of the backfill ended.
  ///
  /// @param made the partitions of each node that have new values
  /// @param failed those whose step failed, or that a blocking check did not pass
  public record RunResult(
      RunEnd end,
      SequencedMap<String, PartitionSubset> made,
      SequencedMap<String, PartitionSubset> failed) {
    public RunResult {
      made = Ordered.copyOf(made);
      failed = Ordered.copyOf(failed);
    }

    private Rest rest() {
      if (end == RunEnd.CANCELED) {
        return Rest.CANCELED;
      }
      return failed.values().stream().allMatch(PartitionSubset::isEmpty)
          ? Rest.FAILED
          : Rest.ABANDONED;
    }
  }

  /// After the end of a run. The end of a run that is not under way changes nothing, so it may be
  /// told twice.
  public Backfill ended(int run, RunResult result) {
    Optional<BackfillRun> ended = Optional.ofNullable(runs.get(run));
    if (ended.isEmpty()) {
      return this;
    }
    SequencedMap<Integer, BackfillRun> others = new LinkedHashMap<>(runs);
    others.remove(run);
    PartitionSubset none = PartitionSubset.none();
    SequencedMap<String, BackfillNode> after =
        changed((name, node) -> {
          PartitionSubset ran = ended.get().makes().getOrDefault(name, none);
          return node.with(
              node.items()
                  .ended(
                      ran,
                      result.made().getOrDefault(name, none),
                      result.failed().getOrDefault(name, none),
                      result.rest()));
        });
    return new Backfill(id, request, moment, after, others, runsBegun, cancellation);
  }

  private interface Change {
    BackfillNode of(String name, BackfillNode node);
  }

  private SequencedMap<String, BackfillNode> changed(Change change) {
    SequencedMap<String, BackfillNode> after = new LinkedHashMap<>();
    nodes.forEach((name, node) -> after.put(name, change.of(name, node)));
    return after;
  }

  Backfill with(String name, UnaryOperator<Items> change) {
    return with(
        changed(
            (other, node) -> other.equals(name) ? node.with(change.apply(node.items())) : node));
  }

  private Backfill with(SequencedMap<String, BackfillNode> others) {
    return new Backfill(id, request, moment, others, runs, runsBegun, cancellation);
  }

  /// With one more run under way.
  Backfill begun(BackfillRun run) {
    PartitionSubset none = PartitionSubset.none();
    SequencedMap<Integer, BackfillRun> more = new LinkedHashMap<>(runs);
    more.put(runsBegun + 1, run);
    return new Backfill(
        id,
        request,
        moment,
        changed(
            (name, node) -> node.with(node.items().running(run.makes().getOrDefault(name, none)))),
        more,
        runsBegun + 1,
        cancellation);
  }

  /// How many partitions stand where, over all nodes.
  ///
  /// @param isStarted whether a run, by its number, has left the queue
  public BackfillCounts counts(Predicate<Integer> isStarted) {
    return BackfillCounts.of(this, isStarted);
  }
}
