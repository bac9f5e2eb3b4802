package io.dagwerk.daemon;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StoredRun;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Writes down that runs are to be canceled, before anybody hears of it: so a cancellation survives
/// the host. Thread-safe.
record Cancels(StoredRuns runs, Contents contents, InstantSource clock) {
  private static final int MOST_TRIES = 10;

  /// Cancels a run. One that no worker has is at its end then.
  ///
  /// @param run as it is now, asked again when somebody else has moved it meanwhile
  /// @return whether its worker is to hear of it
  /// @throws Refused when it has ended, or is moved again and again
  boolean cancel(Supplier<StoredRun> run, String why) {
    StoredRun stored = run.get();
    for (int i = 0; i < MOST_TRIES; i++) {
      switch (stored.status()) {
        case SUCCEEDED, FAILED, CANCELED ->
            throw new Refused(
                "run %s has ended already: %s".formatted(stored.id(), stored.status()));
        case CANCELING -> {
          return false;
        }
        case QUEUED -> {
          if (isWithdrawn(stored, why)) {
            return false;
          }
        }
        case STARTING, STARTED -> {
          if (isCanceling(stored.id(), why)) {
            return true;
          }
        }
      }
      stored = run.get();
    }
    throw new Refused(
        "run %s cannot be canceled now, since it is moved again and again; try it later"
            .formatted(stored.id()));
  }

  private boolean isCanceling(RunId run, String why) {
    return runs.move(run, Optional.empty(), clock.instant(), List.of(new Event.RunCanceling(why)))
        instanceof MoveResult.Moved;
  }

  /// Ends a run that no worker has, unless one is being started for it meanwhile.
  private boolean isWithdrawn(StoredRun run, String why) {
    return runs.moveFrom(RunStatus.QUEUED, run.id(), clock.instant(), withdrawn(run, why))
        instanceof MoveResult.Moved;
  }

  private List<Event> withdrawn(StoredRun run, String why) {
    List<Event> events = new ArrayList<>();
    events.add(new Event.RunCanceling(why));
    for (StepKey step : contents.plan(run.run().work().contents().plan()).steps().keySet()) {
      events.add(new Event.StepCanceled(step, why));
    }
    events.add(new Event.RunCanceled(why));
    return events;
  }
}
