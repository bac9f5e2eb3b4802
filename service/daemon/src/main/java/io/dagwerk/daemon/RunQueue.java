package io.dagwerk.daemon;

import io.dagwerk.automation.queue.Admission;
import io.dagwerk.automation.queue.QueueLimits;
import io.dagwerk.automation.queue.QueuedRun;
import io.dagwerk.automation.queue.RunUnderWay;
import io.dagwerk.codeclient.Answer;
import io.dagwerk.codeclient.CodeLocation;
import io.dagwerk.codeclient.LaunchWorker;
import io.dagwerk.codeclient.LaunchedWorker;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StorageException;
import io.dagwerk.spi.StoredRun;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Starts the runs that wait, as the rule [Admission] lets them, and writes down what the others
/// wait for.
final class RunQueue implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RunQueue.class.getName());
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /// How many runs are looked at in a turn for one that nothing holds back.
  private static final int MOST_LOOKED_AT = 20_000;

  /// How often a worker is started for a run whose code server did not say whether it was.
  private static final int MOST_STARTS = 3;

  /// How long a worker may take to load the code and attach. That its process ended is known at
  /// once.
  private static final Duration START = Duration.ofMinutes(2);

  private final Storage storage;
  private final StoredRuns runs;
  private final Workplace workplace;
  private final QueueLimits limits;
  private final Waiting waiting;
  private final InstantSource clock;
  private final Supplier<Optional<Fence>> fence;
  private final Set<RunId> unstarted = ConcurrentHashMap.newKeySet();
  private final Semaphore wakes;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("dagwerk-run-queue").unstarted(this::turnAgainAndAgain);

  /// Where runs are started.
  ///
  /// @param address of the run host, `host:port`
  record Workplace(
      Storage storage,
      Locations locations,
      RunHost host,
      String address,
      InstanceKey key,
      InstantSource clock) {}

  /// The runs that wait and are this host's to start, in the order in which they are looked at.
  interface Waiting {
    /// @param after the last run of the page before; empty for the first page
    List<StoredRun> page(Optional<StoredRun> after);
  }

  /// Which runs may be started.
  record Allowed(QueueLimits limits, Waiting waiting) {}

  /// @param fence under which runs are started; while it is empty, none are
  /// @param wakes a permit has the queue looked at again soon
  RunQueue(
      StoredRuns runs,
      Workplace workplace,
      Allowed allowed,
      Supplier<Optional<Fence>> fence,
      Semaphore wakes) {
    this.storage = workplace.storage();
    this.runs = runs;
    this.workplace = workplace;
    this.limits = allowed.limits();
    this.waiting = allowed.waiting();
    this.clock = workplace.clock();
    this.fence = fence;
    this.wakes = wakes;
  }

  void start() {
    thread.start();
  }

  private void turnAgainAndAgain() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        turn(clock.instant());
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "the queue of runs cannot be turned now; it is tried again", e);
      }
      try {
        var _ = wakes.tryAcquire(LONGEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        wakes.drainPermits();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Starts what may start now.
  void turn(Instant now) {
    Optional<Fence> held = fence.get();
    if (held.isEmpty()) {
      return;
    }
    unstarted.forEach(run -> startAgain(run, held.get(), now));
    List<StoredRun> queued = waiting.page(Optional.empty());
    if (queued.isEmpty()) {
      return;
    }
    List<RunUnderWay> underWay = new ArrayList<>(underWay());
    Look look = look(queued, underWay, now);
    while (queued.size() == Runs.MOST && look.goesOn(underWay.size(), limits.most())) {
      queued = waiting.page(Optional.of(queued.getLast()));
      look = look(queued, underWay, now).after(look);
    }
    for (StoredRun run : look.admitted()) {
      start(run, held.get(), now);
    }
    storage.runs().explain(look.reasons());
  }

  /// A look at some of the queue.
  private record Look(List<StoredRun> admitted, SequencedMap<RunId, String> reasons, int lookedAt) {
    boolean goesOn(int underWay, int most) {
      return underWay < most && lookedAt < MOST_LOOKED_AT;
    }

    Look after(Look before) {
      List<StoredRun> all = new ArrayList<>(before.admitted);
      all.addAll(admitted);
      SequencedMap<RunId, String> allReasons = new LinkedHashMap<>(before.reasons);
      allReasons.putAll(reasons);
      return new Look(all, allReasons, before.lookedAt + lookedAt);
    }
  }

  /// @param underWay gets those that are admitted
  private Look look(List<StoredRun> queued, List<RunUnderWay> underWay, Instant now) {
    SequencedMap<RunId, String> reasons = new LinkedHashMap<>();
    List<StoredRun> ready = new ArrayList<>();
    for (StoredRun run : queued) {
      unready(run).ifPresentOrElse(reason -> reasons.put(run.id(), reason), () -> ready.add(run));
    }
    Admission admission =
        Admission.decide(limits, underWay, ready.stream().map(RunQueue::queued).toList(), now);
    Map<RunId, StoredRun> byId =
        ready.stream().collect(Collectors.toMap(StoredRun::id, Function.identity()));
    List<StoredRun> admitted =
        admission.admitted().stream()
            .map(run -> Objects.requireNonNull(byId.get(run), "an admitted run is queued"))
            .toList();
    admitted.forEach(run -> underWay.add(underWay(run)));
    admission.waiting().forEach((run, held) -> reasons.put(run, held.cause()));
    queued.forEach(run -> reasons.remove(run.id(), run.reason()));
    return new Look(admitted, reasons, queued.size());
  }

  /// Why a run cannot start, whatever the limits are.
  private Optional<String> unready(StoredRun run) {
    String name = run.run().work().location();
    Optional<Location> location = workplace.locations().find(name);
    if (location.isEmpty()) {
      return Optional.of("this instance has no location '%s'".formatted(name));
    }
    return location.get().ready().isPresent()
        ? Optional.empty()
        : Optional.of("location '%s' %s".formatted(name, location.get().status().describe()));
  }

  private static QueuedRun queued(StoredRun run) {
    return new QueuedRun(
        run.id(),
        run.run().work().location(),
        run.run().priority(),
        run.times().created(),
        run.run().tags());
  }

  private List<RunUnderWay> underWay() {
    RunFilter filter =
        RunFilter.all().of(RunStatus.STARTING).of(RunStatus.STARTED).of(RunStatus.CANCELING);
    return storage.runs().list(filter, Optional.empty(), Runs.MOST).stream()
        .map(RunQueue::underWay)
        .toList();
  }

  private static RunUnderWay underWay(StoredRun run) {
    return new RunUnderWay(run.id(), run.run().work().location(), run.run().tags());
  }

  private void start(StoredRun run, Fence held, Instant now) {
    start(
        new NewAttempt(run, run.head().attempt() + 1), List.of(new Event.RunDequeued()), held, now);
  }

  /// Another attempt of a run of which nobody knows whether its worker was started. The worker of
  /// the earlier attempt is refused, if there is one.
  private void startAgain(RunId id, Fence held, Instant now) {
    Optional<StoredRun> run =
        storage.runs().find(id).filter(it -> it.status() == RunStatus.STARTING);
    if (run.isEmpty()) {
      unstarted.remove(id);
    } else if (unready(run.get()).isEmpty()) {
      unstarted.remove(id);
      start(new NewAttempt(run.get(), run.get().head().attempt() + 1), List.of(), held, now);
    }
  }

  private void start(NewAttempt attempt, List<Event> before, Fence held, Instant now) {
    StoredRun run = attempt.run();
    Optional<ServedVersion> version =
        workplace
            .locations()
            .find(run.run().work().location())
            .flatMap(location -> location.readyFor(run.id(), attempt.number()));
    if (version.isEmpty()) {
      return;
    }
    String served = version.get().snapshot().codeVersion();
    if (!served.equals(run.run().work().codeVersion())) {
      version.get().release(run.id(), attempt.number());
      refuse(run, held, now, served);
      return;
    }
    List<Event> events = new ArrayList<>(before);
    events.add(new Event.RunAttemptStarted(attempt.number()));
    if (isMoved(attempt, held, now, events)) {
      workplace.host().expect(run.id(), attempt.number(), START);
      Thread.startVirtualThread(() -> launch(version.get(), attempt));
    } else {
      // Somebody canceled or deleted it meanwhile, or another host has become the active one.
      version.get().release(run.id(), attempt.number());
    }
  }

  private boolean isMoved(NewAttempt attempt, Fence held, Instant now, List<Event> events) {
    RunId run = attempt.run().id();
    try {
      return runs.move(run, Optional.of(held), now, events) instanceof MoveResult.Moved;
    } catch (StorageException unknown) {
      // The store may have done it before it failed.
      LOG.log(Level.WARNING, "whether run %s was taken from the queue is looked up".formatted(run));
      return storage.runs().find(run).stream()
          .anyMatch(stored ->
              stored.status() == RunStatus.STARTING && stored.head().attempt() == attempt.number());
    }
  }

  /// @param number of the attempt, from 1
  private record NewAttempt(StoredRun run, int number) {}

  /// Ends a run whose code is not there any more.
  private void refuse(StoredRun run, Fence fence, Instant now, String served) {
    String reason =
        "the code of location '%s' has changed since the run was planned, from version %s to %s; launch it again"
            .formatted(run.run().work().location(), run.run().work().codeVersion(), served);
    var _ =
        runs.move(
            run.id(),
            Optional.of(fence),
            now,
            List.of(
                new Event.RunFailed(
                    reason, Optional.of(ErrorInfo.ofMessage("CodeChanged", reason)))));
  }

  private void launch(ServedVersion version, NewAttempt attempt) {
    RunId run = attempt.run().id();
    Answer<LaunchedWorker> answer =
        version.launch(
            new LaunchWorker(
                run,
                attempt.number(),
                workplace.key().ofAttempt(run, attempt.number()),
                workplace.address()));
    if (answer instanceof Answer.Missing<LaunchedWorker>(ErrorInfo error)) {
      if (error.type().equals(CodeLocation.UNANSWERED) && attempt.number() < MOST_STARTS) {
        LOG.log(
            Level.WARNING,
            "attempt %d of run %s is started again: %s"
                .formatted(attempt.number(), run, error.summary()));
        unstarted.add(run);
        wakes.release();
      } else {
        workplace
            .host()
            .workerEnded(run, attempt.number(), "no worker could be started: " + error.summary());
      }
    }
  }

  @Override
  public void close() {
    if (thread.getState() != Thread.State.NEW) {
      stop();
    }
  }

  private void stop() {
    thread.interrupt();
    try {
      thread.join(LONGEST_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
