package io.dagwerk.spi;

import java.util.Optional;

/// What decides whether a change of a run is allowed: the rule that all stores keep, under the lock
/// of the run's row.
///
/// @param attempt of the worker that was started last, from 1; 0 before the first
public record RunHead(RunStatus status, int attempt) {
  /// A run that was just created.
  public static RunHead created() {
    return new RunHead(RunStatus.QUEUED, 0);
  }

  /// The head after a change; empty when the change is not allowed. Nothing changes a run that has
  /// ended.
  public Optional<RunHead> after(Change change) {
    return switch (change) {
      case Change.RunMoved(RunStatus to, _) ->
          status.mayBecome(to) ? Optional.of(new RunHead(to, attempt)) : Optional.empty();
      case Change.AttemptStarted(int next) ->
          next == attempt + 1 && status.mayBecome(RunStatus.STARTING)
              ? Optional.of(new RunHead(RunStatus.STARTING, next))
              : Optional.empty();
      case Change.WorkReplaced _ ->
          status == RunStatus.QUEUED || status == RunStatus.STARTING
              ? Optional.of(this)
              : Optional.empty();
      case Change.GivenTo _,
          Change.StepMoved _,
          Change.OutputStored _,
          Change.FannedOut _,
          Change.MaterializationPlanned _,
          Change.LedgerWritten _,
          Change.PartitionMarked _,
          Change.PartitionCleared _ ->
          status.isFinal() ? Optional.empty() : Optional.of(this);
    };
  }

  /// The head after all changes of a move; empty when one of them is not allowed, or when the run
  /// stands elsewhere than the move is from.
  public Optional<RunHead> after(Move move) {
    boolean isFromHere = move.from().map(status::equals).orElse(true);
    Optional<RunHead> next = isFromHere ? Optional.of(this) : Optional.empty();
    for (Entry entry : move.events()) {
      for (Change change : entry.changes()) {
        next = next.flatMap(head -> head.after(change));
      }
    }
    return next;
  }
}
