package io.dagwerk.daemon;

import io.dagwerk.codeclient.Answer;
import io.dagwerk.codeclient.CodeLocation;
import io.dagwerk.codeclient.LaunchedWorker;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunPolicy;
import io.dagwerk.model.RunProcess;
import io.dagwerk.runhost.LostWorker;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.NewRun;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Starts attempts of runs: writes each down and has its worker launched. What was written down,
/// and has no worker as far as anybody knows, is started again. Thread-safe.
final class RunStarts {
  private static final System.Logger LOG = System.getLogger(RunStarts.class.getName());

  /// How often a worker is started for a run whose code server did not say whether it was.
  private static final int MOST_STARTS = 3;

  /// How often a worker is started for a run whose code server was gone each time: each is another.
  private static final int MOST_SERVERS = 20;

  private static final Duration LONGEST_LAUNCH = Duration.ofSeconds(5);
  private static final Duration LAUNCH_LOOK = Duration.ofMillis(20);

  private final StoredRuns runs;
  private final Workplace workplace;
  private final Replans replans;
  private final LostRuns lostRuns;
  private final QueueTimeouts timeouts;
  private final Runnable wake;

  /// The attempts after which another is to be started, by their runs.
  private final Map<RunId, Integer> unstarted = new ConcurrentHashMap<>();

  /// The workers whose runs another attempt takes up.
  private final Map<RunId, LostWorker> lost = new ConcurrentHashMap<>();

  private final AtomicInteger launching = new AtomicInteger();

  /// Runs that could not be started, of which it was said.
  private final Set<RunId> troubled = ConcurrentHashMap.newKeySet();

  /// Where runs are started.
  record Workplace(
      Storage storage, RunCode code, RunHost host, InstanceKey key, InstantSource clock) {}

  /// @param number of the attempt, from 1
  /// @param lost the worker whose run it takes up
  private record NewAttempt(StoredRun run, int number, Optional<LostWorker> lost) {
    static NewAttempt of(StoredRun run, Optional<LostWorker> lost) {
      return new NewAttempt(run, run.head().attempt() + 1, lost);
    }

    /// The attempt when that was written down.
    NewAttempt doing(HostEvents planned) {
      return planned.work().map(work -> new NewAttempt(run.doing(work), number, lost)).orElse(this);
    }

    /// What is written down with it.
    ///
    /// @param planned what precedes it
    HostEvents after(HostEvents planned, Right right) {
      List<Event> events = new ArrayList<>(planned.events());
      if (run.status() == RunStatus.QUEUED) {
        events.add(new Event.RunDequeued());
      }
      lost.ifPresent(
          it -> events.add(new Event.WorkerLost(it.worker(), it.attempt(), it.reason())));
      events.add(new Event.RunAttemptStarted(number));
      return new HostEvents(events, planned.work(), Optional.of(right.host()), right.owner());
    }
  }

  /// By what a host starts an attempt.
  ///
  /// @param host whose the run is from then on
  /// @param fence of the lease under which it was admitted here; empty when the run is the host's
  ///   already
  record Right(String host, Optional<Fence> fence) {
    Optional<String> owner() {
      return fence.isPresent() ? Optional.empty() : Optional.of(host);
    }
  }

  /// @param lostRuns told which runs cannot be taken up
  /// @param wake called when a run is to be started again
  RunStarts(
      StoredRuns runs, Workplace workplace, Replans replans, LostRuns lostRuns, Runnable wake) {
    this.runs = runs;
    this.workplace = workplace;
    this.replans = replans;
    this.lostRuns = lostRuns;
    this.timeouts = new QueueTimeouts(runs, workplace.host().waits());
    this.wake = wake;
  }

  /// Ends those of the runs that wait that have waited for too long.
  ///
  /// @return the others
  List<StoredRun> withoutLate(List<StoredRun> queued, Instant now) {
    return timeouts.without(queued, now);
  }

  /// Takes a run from the queue, if its code is there and nobody else does.
  void start(StoredRun run, Right right, Instant now) {
    attempt(
        run.id(),
        () -> {
          var _ = start(NewAttempt.of(run, Optional.empty()), right, now);
        });
  }

  /// Has another attempt of a run started, of which nobody knows whether its worker was.
  void startAfter(RunId run, int attempt) {
    unstarted.merge(run, attempt, Math::max);
    wake.run();
  }

  /// Whether another attempt of a run is going to be started.
  boolean isToStart(RunId run) {
    return unstarted.containsKey(run);
  }

  /// Has another attempt take up what a lost worker has left.
  void takeUp(RunId run, LostWorker worker) {
    lost.put(run, worker);
    startAfter(run, worker.attempt());
  }

  /// Starts another attempt of each run of which nobody knows whether its worker was started. The
  /// worker of the earlier attempt is refused, if there is one.
  ///
  /// @param host whose runs they are
  void again(String host, Instant now) {
    Right right = new Right(host, Optional.empty());
    unstarted.forEach((run, last) -> attempt(run, () -> startAgain(run, last, right, now)));
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

  /// @param last the attempt after which another is wanted; a newer one that there is stays
  private void startAgain(RunId id, int last, Right right, Instant now) {
    Optional<StoredRun> run = workplace.storage().runs().find(id);
    Optional<LostWorker> worker = run.flatMap(this::lostOf);
    boolean isOpen =
        run.filter(it ->
                it.status() == RunStatus.STARTING
                    || (it.status() == RunStatus.STARTED && worker.isPresent()))
            .filter(it -> it.head().attempt() == last && it.isOf(right.host()))
            .filter(_ -> !workplace.host().hears(id, last))
            .isPresent();
    if (!isOpen || start(NewAttempt.of(run.orElseThrow(), worker), right, now)) {
      unstarted.remove(id, last);
      worker.ifPresent(it -> lost.remove(id, it));
    }
  }

  /// The worker of its newest attempt, if that is lost.
  private Optional<LostWorker> lostOf(StoredRun run) {
    return Optional.ofNullable(lost.get(run.id()))
        .filter(it -> it.attempt() == run.head().attempt());
  }

  /// @return whether it was; not while there is no code for it
  private boolean start(NewAttempt attempt, Right right, Instant now) {
    StoredRun run = attempt.run();
    Optional<RunCode.Kept> kept =
        workplace.code().keep(run.run().work().location(), run.id(), attempt.number());
    if (kept.isEmpty()) {
      return false;
    }
    boolean isStarted = false;
    try {
      Optional<HostEvents> planned = planned(attempt, kept.get(), right, now);
      isStarted =
          planned.isPresent() && isMoved(attempt, right, now, attempt.after(planned.get(), right));
      if (isStarted) {
        replans.forget(run.id());
        workplace
            .host()
            .expect(
                run.id(),
                attempt.number(),
                workplace.host().waits().startOf(RunPolicy.of(run.run().tags())),
                workplace.code().origin(run.run().work().location()));
        NewAttempt begun = attempt.doing(planned.get());
        launching.incrementAndGet();
        Thread.startVirtualThread(() -> launch(kept.get(), begun));
      }
      return isStarted;
    } finally {
      if (!isStarted) {
        kept.get().release();
      }
    }
  }

  /// What precedes the start of a run: nothing if it was planned from the code that is served, else
  /// that it was planned again. Empty while that is under way; a run of which the code can do
  /// nothing any more is ended, and so is one that was under way already.
  private Optional<HostEvents> planned(
      NewAttempt attempt, RunCode.Kept kept, Right right, Instant now) {
    StoredRun run = attempt.run();
    String served = kept.codeVersion();
    if (served.equals(run.run().work().codeVersion())) {
      return Optional.of(HostEvents.of(List.of()));
    }
    if (attempt.lost().isPresent() || run.times().started().isPresent()) {
      LostWorker worker = attempt.lost().orElseGet(() -> unstarted(run));
      giveUp(worker, run.id(), changed(run, served) + "; launch it again");
      return Optional.empty();
    }
    return switch (replans.of(run, served)) {
      case Replans.Outcome.Pending _ -> Optional.empty();
      case Replans.Outcome.Planned(Replan replan) ->
          Optional.of(
              new HostEvents(
                  replan.events(), Optional.of(replan.work()), Optional.empty(), Optional.empty()));
      case Replans.Outcome.Impossible(_, List<String> problems) -> {
        endAsChanged(run, served, problems, right, now);
        yield Optional.empty();
      }
    };
  }

  /// The worker of an attempt that took up a run, and was not started.
  private static LostWorker unstarted(StoredRun run) {
    return new LostWorker(
        "unknown", run.head().attempt(), "its next worker was not started", Optional.empty());
  }

  private void endAsChanged(
      StoredRun run, String served, List<String> problems, Right right, Instant now) {
    String reason =
        "%s, and cannot do any more what was asked for: %s"
            .formatted(changed(run, served), String.join("; ", problems));
    Event failed =
        new Event.RunFailed(reason, Optional.of(ErrorInfo.ofMessage("CodeChanged", reason)));
    HostEvents end =
        new HostEvents(List.of(failed), Optional.empty(), Optional.empty(), right.owner());
    var _ = runs.move(run.id(), right.fence(), now, end);
    replans.forget(run.id());
  }

  private static String changed(StoredRun run, String served) {
    NewRun.Work work = run.run().work();
    return "the code of location '%s' has changed since the run was planned, from version %s to %s"
        .formatted(work.location(), work.codeVersion(), served);
  }

  /// Ends a run that cannot be taken up, with all its steps, as that of any lost worker.
  private void giveUp(LostWorker worker, RunId run, String why) {
    lostRuns.giveUp(run, why);
    unstarted.remove(run);
    lost.remove(run);
    workplace.host().expect(run, worker.attempt());
    workplace.host().workerEnded(run, worker.attempt(), worker.reason());
  }

  /// Somebody may have canceled or deleted the run meanwhile, or another host have become active.
  private boolean isMoved(NewAttempt attempt, Right right, Instant now, HostEvents events) {
    RunId run = attempt.run().id();
    try {
      return runs.move(run, right.fence(), now, events) instanceof MoveResult.Moved;
    } catch (StorageException unknown) {
      // The store may have done it before it failed.
      LOG.log(Level.WARNING, "whether run %s was started is looked up".formatted(run));
      return isStarted(attempt, right);
    }
  }

  /// What nobody can look up now is started again, if it was.
  private boolean isStarted(NewAttempt attempt, Right right) {
    RunId run = attempt.run().id();
    try {
      return workplace.storage().runs().find(run).stream()
          .filter(stored -> stored.isOf(right.host()))
          .anyMatch(stored ->
              stored.status() == RunStatus.STARTING && stored.head().attempt() == attempt.number());
    } catch (StorageException e) {
      startAfter(run, attempt.number());
      throw e;
    }
  }

  /// Waits until the code servers have answered whether they have started workers, not for long:
  /// one that was told its run finds another host when this one ends.
  void awaitLaunched() {
    long until = System.nanoTime() + LONGEST_LAUNCH.toNanos();
    while (launching.get() > 0 && System.nanoTime() < until) {
      LockSupport.parkNanos(LAUNCH_LOOK.toNanos());
    }
  }

  private void launch(RunCode.Kept version, NewAttempt attempt) {
    try {
      launchOrTryAgain(version, attempt);
    } finally {
      launching.decrementAndGet();
    }
  }

  private void launchOrTryAgain(RunCode.Kept version, NewAttempt attempt) {
    RunId run = attempt.run().id();
    int number = attempt.number();
    if (launched(version, attempt) instanceof Answer.Missing<LaunchedWorker>(ErrorInfo error)) {
      if (mayBeStarted(error, number)) {
        LOG.log(
            Level.WARNING,
            "attempt %d of run %s is started again: %s".formatted(number, run, error.summary()));
        startAfter(run, number);
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
