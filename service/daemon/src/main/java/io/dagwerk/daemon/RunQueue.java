package io.dagwerk.daemon;

import io.dagwerk.automation.queue.Admission;
import io.dagwerk.automation.queue.QueueLimits;
import io.dagwerk.automation.queue.QueuedRun;
import io.dagwerk.automation.queue.RunUnderWay;
import io.dagwerk.codeclient.Answer;
import io.dagwerk.codeclient.LaunchWorker;
import io.dagwerk.codeclient.LaunchedWorker;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Lease;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.Storage;
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
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Starts the runs that wait, as the rule [Admission] lets them, and writes down what the others
/// wait for. Several hosts may turn it: one of them holds the lease.
final class RunQueue implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RunQueue.class.getName());
  private static final String LEASE = "run queue";
  private static final Duration LEASE_LENGTH = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /// How long a worker may take to load the code and attach. That its process ended is known at
  /// once.
  private static final Duration START = Duration.ofMinutes(2);

  private final Storage storage;
  private final StoredRuns runs;
  private final Workplace workplace;
  private final QueueLimits limits;
  private final InstantSource clock;
  private final String holder = "host-" + UUID.randomUUID();
  private final Semaphore wakes;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("dagwerk-run-queue").unstarted(this::turnAgainAndAgain);
  private Optional<Lease> lease = Optional.empty();

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

  /// @param wakes a permit has the queue looked at again soon
  RunQueue(StoredRuns runs, Workplace workplace, QueueLimits limits, Semaphore wakes) {
    this.storage = workplace.storage();
    this.runs = runs;
    this.workplace = workplace;
    this.limits = limits;
    this.clock = workplace.clock();
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
    List<StoredRun> queued = storage.runs().queue(Runs.MOST);
    if (queued.isEmpty()) {
      return;
    }
    lease = hold(now);
    if (lease.isEmpty()) {
      return;
    }
    Fence fence = lease.get().asFence();
    Map<RunId, StoredRun> byId =
        queued.stream().collect(Collectors.toMap(StoredRun::id, Function.identity()));
    SequencedMap<RunId, String> reasons = new LinkedHashMap<>();
    List<QueuedRun> ready = new ArrayList<>();
    for (StoredRun run : queued) {
      unready(run)
          .ifPresentOrElse(reason -> reasons.put(run.id(), reason), () -> ready.add(queued(run)));
    }
    Admission admission = Admission.decide(limits, underWay(), ready, now);
    for (RunId run : admission.admitted()) {
      start(Objects.requireNonNull(byId.get(run), "an admitted run is queued"), fence, now);
    }
    admission.waiting().forEach((run, held) -> reasons.put(run, held.reason()));
    queued.forEach(run -> reasons.remove(run.id(), run.reason()));
    storage.runs().explain(reasons);
  }

  private Optional<Lease> hold(Instant now) {
    return lease
        .flatMap(held ->
            held.isHeldAt(now.plus(LEASE_LENGTH.dividedBy(2)))
                ? Optional.of(held)
                : storage.leases().renew(held.asFence(), LEASE_LENGTH, now))
        .or(() -> storage.leases().take(LEASE, holder, LEASE_LENGTH, now));
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
        .map(run -> new RunUnderWay(run.id(), run.run().work().location(), run.run().tags()))
        .toList();
  }

  private void start(StoredRun run, Fence fence, Instant now) {
    NewAttempt attempt = new NewAttempt(run, run.head().attempt() + 1);
    Optional<ServedVersion> version =
        workplace.locations().find(run.run().work().location()).flatMap(Location::ready);
    if (version.isEmpty()) {
      return;
    }
    String served = version.get().snapshot().codeVersion();
    if (!served.equals(run.run().work().codeVersion())) {
      refuse(run, fence, now, served);
      return;
    }
    MoveResult moved =
        runs.move(
            run.id(),
            Optional.of(fence),
            now,
            List.of(new Event.RunDequeued(), new Event.RunAttemptStarted(attempt.number())));
    switch (moved) {
      case MoveResult.Moved _ -> {
        workplace.host().expect(run.id(), attempt.number(), START);
        Thread.startVirtualThread(() -> launch(version.get(), attempt));
      }
      case MoveResult.LeaseLost _ -> lease = Optional.empty();
      case MoveResult.Refused _, MoveResult.NoSuchRun _ -> {
        // Somebody canceled or deleted it meanwhile.
      }
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
      workplace
          .host()
          .workerEnded(run, attempt.number(), "no worker could be started: " + error.summary());
    }
  }

  @Override
  public void close() {
    if (thread.getState() != Thread.State.NEW) {
      stop();
    }
    lease.ifPresent(held -> storage.leases().giveUp(held.asFence()));
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
