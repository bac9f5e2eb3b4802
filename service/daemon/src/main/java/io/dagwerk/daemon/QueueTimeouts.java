package io.dagwerk.daemon;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunPolicy;
import io.dagwerk.runhost.RunWaits;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StoredRun;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ends the runs that waited to be started for longer than they may. Thread-safe.
final class QueueTimeouts {
  private static final System.Logger LOG = System.getLogger(QueueTimeouts.class.getName());

  private final StoredRuns runs;
  private final RunWaits waits;

  QueueTimeouts(StoredRuns runs, RunWaits waits) {
    this.runs = runs;
    this.waits = waits;
  }

  /// Ends those of the runs that wait whose time is over.
  ///
  /// @return the others
  List<StoredRun> without(List<StoredRun> queued, Instant now) {
    return queued.stream().filter(run -> !isEndedIfItCan(run, now)).toList();
  }

  /// One that cannot be ended now holds up no other.
  private boolean isEndedIfItCan(StoredRun run, Instant now) {
    try {
      return isEnded(run, now);
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING, "run %s has waited too long and cannot be ended".formatted(run.id()), e);
      return false;
    }
  }

  private boolean isEnded(StoredRun run, Instant now) {
    Optional<Duration> longest = waits.queueOf(RunPolicy.of(run.run().tags()));
    if (longest.filter(it -> run.times().created().plus(it).isBefore(now)).isEmpty()) {
      return false;
    }
    String waitedFor = run.reason().isEmpty() ? "" : ": " + run.reason();
    String reason =
        "it waited in the queue for longer than %d s%s"
            .formatted(longest.orElseThrow().toSeconds(), waitedFor);
    // Whoever starts it in this moment is not disturbed.
    return runs.moveFrom(RunStatus.QUEUED, run.id(), now, ending(run, reason))
        instanceof MoveResult.Moved;
  }

  private List<Event> ending(StoredRun run, String reason) {
    List<Event> events = new ArrayList<>();
    runs.plan(run)
        .steps()
        .keySet()
        .forEach(step -> events.add(new Event.StepCanceled(step, reason)));
    events.add(
        new Event.RunFailed(reason, Optional.of(ErrorInfo.ofMessage("QueueTimeout", reason))));
    return events;
  }
}
