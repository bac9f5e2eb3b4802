package io.dagwerk.automation.backfill;

import io.dagwerk.model.LaunchRun;
import java.util.List;

/// What a turn of a backfill comes to. The backfill and the queued runs are written in one
/// transaction, if the backfill is still the one that the turn started from.
///
/// @param launches runs to be queued, in this order
/// @param cancellations numbers of runs to be canceled
public record BackfillStep(Backfill backfill, List<Launch> launches, List<Integer> cancellations) {
  public BackfillStep {
    launches = List.copyOf(launches);
    cancellations = List.copyOf(cancellations);
  }

  /// A run to be queued.
  ///
  /// @param number of the run in the backfill
  public record Launch(int number, LaunchRun run) {}
}
