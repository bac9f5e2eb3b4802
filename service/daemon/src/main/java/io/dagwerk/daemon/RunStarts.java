package io.dagwerk.daemon;

import io.dagwerk.codeclient.Answer;
import io.dagwerk.codeclient.CodeLocation;
import io.dagwerk.codeclient.LaunchedWorker;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunProcess;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StorageException;
import io.dagwerk.spi.StoredRun;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Starts attempts of runs: writes each down and has its worker launched. What was written down,
/// and has no worker as far as anybody knows, is started again. Thread-safe.
final class RunStarts {
  private static final System.Logger LOG = System.getLogger(RunStarts.class.getName());

  /// How often a worker is started for a run whose code server did not say whether it was.
  private static final int MOST_STARTS = 3;

  /// How often a worker is started for a run whose code server was gone each time: each is another.
  private static final int MOST_SERVERS = 20;

  /// How long a worker may take to load the code and attach. That its process ended is known at
  /// once.
  private static final Duration START = Duration.ofMinutes(2);

  private final StoredRuns runs;
  private final Workplace workplace;
  private final Runnable wake;
  private final Set<RunId> unstarted = ConcurrentHashMap.newKeySet();

  /// Runs that could not be started, of which it was said.
  private final Set<RunId> troubled = ConcurrentHashMap.newKeySet();

  /// Where runs are started.
  record Workplace(
      Storage storage, RunCode code, RunHost host, InstanceKey key, InstantSource clock) {}

  /// @param number of the attempt, from 1
  private record NewAttempt(StoredRun run, int number) {}

  /// @param wake called when a run is to be started again
  RunStarts(StoredRuns runs, Workplace workplace, Runnable wake) {
    this.runs = runs;
    this.workplace = workplace;
    this.wake = wake;
  }

  /// Takes a run from the queue, if its code is there and nobody else does.
  void start(StoredRun run, Fence held, Instant now) {
    attempt(
        run.id(),
        () -> {
          NewAttempt first = new NewAttempt(run, run.head().attempt() + 1);
          var _ = start(first, List.of(new Event.RunDequeued()), held, now);
        });
  }

  /// Notes which of the runs under way have an attempt that was written down, and of whose worker
  /// this host knows nothing: the store failed while it was written, or the worker was lost before
  /// it attached.
  void missing(List<StoredRun> underWay) {
    underWay.stream()
        .filter(run -> run.status() == RunStatus.STARTING && !isKnown(run))
        .map(StoredRun::id)
        .forEach(unstarted::add);
  }

  private boolean isKnown(StoredRun run) {
    return workplace.host().knows(run.id(), run.head().attempt());
  }

  /// Whether another attempt of a run is going to be started.
  boolean isToStart(RunId run) {
    return unstarted.contains(run);
  }

  /// Starts another attempt of each run of which nobody knows whether its worker was started. The
  /// worker of the earlier attempt is refused, if there is one.
  void again(Fence held, Instant now) {
    unstarted.forEach(run -> attempt(run, () -> startAgain(run, held, now)));
  }

  /// One run that cannot be started holds up no other.
  private void attempt(RunId run, Runnable start) {
    try {
      start.run();
      troubled.remove(run);
    } catch (RuntimeException e) {
      if (troubled.add(run)) {
        LOG.log(Level.WARNING, "run %s cannot be started now; it is tried again".formatted(run), e);
      }
    }
  }

  private void startAgain(RunId id, Fence held, Instant now) {
    Optional<StoredRun> run =
        workplace.storage().runs().find(id).filter(it -> it.status() == RunStatus.STARTING);
    if (run.isEmpty() || workplace.host().hears(id, run.get().head().attempt())) {
      unstarted.remove(id);
      return;
    }
    NewAttempt next = new NewAttempt(run.get(), run.get().head().attempt() + 1);
    if (start(next, List.of(), held, now)) {
      unstarted.remove(id);
    }
  }

  /// @return whether it was; not while there is no code for it
  private boolean start(NewAttempt attempt, List<Event> before, Fence held, Instant now) {
    StoredRun run = attempt.run();
    Optional<RunCode.Kept> kept =
        workplace.code().keep(run.run().work().location(), run.id(), attempt.number());
    if (kept.isEmpty()) {
      return false;
    }
    boolean isStarted = false;
    try {
      List<Event> events = new ArrayList<>(before);
      events.add(new Event.RunAttemptStarted(attempt.number()));
      isStarted = hasItsCode(run, kept.get(), held, now) && isMoved(attempt, held, now, events);
      if (isStarted) {
        workplace
            .host()
            .expect(
                run.id(),
                attempt.number(),
                START,
                workplace.code().origin(run.run().work().location()));
        Thread.startVirtualThread(() -> launch(kept.get(), attempt));
      }
      return isStarted;
    } finally {
      if (!isStarted) {
        kept.get().release();
      }
    }
  }

  /// Ends a run whose code is not there any more.
  private boolean hasItsCode(StoredRun run, RunCode.Kept kept, Fence held, Instant now) {
    String served = kept.codeVersion();
    String planned = run.run().work().codeVersion();
    if (served.equals(planned)) {
      return true;
    }
    String reason =
        "the code of location '%s' has changed since the run was planned, from version %s to %s; launch it again"
            .formatted(run.run().work().location(), planned, served);
    Event failed =
        new Event.RunFailed(reason, Optional.of(ErrorInfo.ofMessage("CodeChanged", reason)));
    var _ = runs.move(run.id(), Optional.of(held), now, List.of(failed));
    return false;
  }

  /// Somebody may have canceled or deleted the run meanwhile, or another host have become active.
  private boolean isMoved(NewAttempt attempt, Fence held, Instant now, List<Event> events) {
    RunId run = attempt.run().id();
    try {
      return runs.move(run, Optional.of(held), now, events) instanceof MoveResult.Moved;
    } catch (StorageException unknown) {
      // The store may have done it before it failed.
      LOG.log(Level.WARNING, "whether run %s was started is looked up".formatted(run));
      return workplace.storage().runs().find(run).stream()
          .anyMatch(stored ->
              stored.status() == RunStatus.STARTING && stored.head().attempt() == attempt.number());
    }
  }

  private void launch(RunCode.Kept version, NewAttempt attempt) {
    RunId run = attempt.run().id();
    int number = attempt.number();
    if (launched(version, attempt) instanceof Answer.Missing<LaunchedWorker>(ErrorInfo error)) {
      if (mayBeStarted(error, number)) {
        LOG.log(
            Level.WARNING,
            "attempt %d of run %s is started again: %s".formatted(number, run, error.summary()));
        unstarted.add(run);
        wake.run();
      } else {
        workplace.host().workerEnded(run, number, "no worker could be started: " + error.summary());
      }
    }
  }

  private Answer<LaunchedWorker> launched(RunCode.Kept version, NewAttempt attempt) {
    RunProcess process;
    try {
      process = runs.process(attempt.run());
    } catch (RuntimeException e) {
      version.release();
      return new Answer.Missing<>(
          ErrorInfo.ofMessage(CodeLocation.UNANSWERED, "its plan cannot be read now: " + e));
    }
    return version.launch(workplace.key().ofAttempt(attempt.run().id(), attempt.number()), process);
  }

  /// After a code server that is gone, the next one is asked, when it is there.
  private static boolean mayBeStarted(ErrorInfo error, int number) {
    return (error.type().equals(CodeLocation.GONE) && number < MOST_SERVERS)
        || (error.type().equals(CodeLocation.UNANSWERED) && number < MOST_STARTS);
  }
}
