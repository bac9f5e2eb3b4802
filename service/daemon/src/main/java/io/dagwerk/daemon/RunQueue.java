package io.dagwerk.daemon;

import io.dagwerk.automation.queue.Admission;
import io.dagwerk.automation.queue.QueueLimits;
import io.dagwerk.automation.queue.QueuedRun;
import io.dagwerk.automation.queue.RunUnderWay;
import io.dagwerk.model.Isolation;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.spi.Fence;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
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

  /// How often runs far behind in the queue are looked at.
  private static final Duration DEEP_LOOK = Duration.ofSeconds(10);

  private final Storage storage;
  private final RunStarts starts;
  private final QueueLimits limits;
  private final Waiting waiting;
  private final RunCode code;
  private final InstantSource clock;
  private final Supplier<Optional<Fence>> fence;
  private final Semaphore wakes;
  private final Pulse pulse = new Pulse();
  private Instant nextLook = Instant.MIN;

  /// Whether a run may wait: the last turn left some, or a turn is under way.
  private volatile boolean mayWait = true;

  private final Thread thread =
      Thread.ofPlatform().daemon().name("dagwerk-run-queue").unstarted(this::turnAgainAndAgain);

  /// The runs that are this host's to start.
  interface Waiting {
    /// Those that wait, in the order in which they are looked at.
    ///
    /// @param after the last run of the page before; empty for the first page
    List<StoredRun> page(Optional<StoredRun> after);

    /// Whether a run is this host's to start, also when it does not wait.
    boolean isOurs(RunId run);
  }

  /// Which runs may be started.
  record Allowed(QueueLimits limits, Waiting waiting) {}

  /// @param fence under which runs are started; while it is empty, none are
  /// @param wakes a permit has the queue looked at again soon
  RunQueue(
      RunStarts starts,
      RunStarts.Workplace workplace,
      Allowed allowed,
      Supplier<Optional<Fence>> fence,
      Semaphore wakes) {
    this.storage = workplace.storage();
    this.code = workplace.code();
    this.clock = workplace.clock();
    this.starts = starts;
    this.limits = allowed.limits();
    this.waiting = allowed.waiting();
    this.fence = fence;
    this.wakes = wakes;
  }

  void start() {
    thread.start();
  }

  Pulse pulse() {
    return pulse;
  }

  /// A run has ended, for which another may be started. When none waits there is nothing to look
  /// at: whoever queues one wakes this.
  void runEnded() {
    if (mayWait) {
      wakes.release();
    }
  }

  private void turnAgainAndAgain() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        turn(clock.instant());
        pulse.turned();
      } catch (RuntimeException e) {
        pulse.failed();
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
    mayWait = true;
    List<StoredRun> stored = underWay();
    starts.missing(stored.stream().filter(run -> waiting.isOurs(run.id())).toList());
    starts.again(held.get(), now);
    boolean isDeep = endLate(now);
    List<StoredRun> page = waiting.page(Optional.empty());
    List<StoredRun> queued = starts.withoutLate(page, now);
    if (queued.isEmpty()) {
      mayWait = false;
      return;
    }
    List<RunUnderWay> underWay =
        stored.stream().map(RunQueue::underWay).collect(Collectors.toCollection(ArrayList::new));
    Look look = look(queued, underWay, now);
    while (page.size() == Runs.MOST && look.goesOn(hasRoom(underWay, isDeep, page))) {
      page = waiting.page(Optional.of(page.getLast()));
      look = look(page, underWay, now).after(look);
    }
    start(look.admitted(), held.get(), now);
    storage.runs().explain(look.reasons());
    mayWait = look.admitted().size() < look.lookedAt() || page.size() == Runs.MOST;
  }

  /// Ends runs that have waited too long though those before them are not started yet: the turn
  /// itself looks no further than it has to.
  ///
  /// @return whether this is a turn that looks at all
  private boolean endLate(Instant now) {
    if (now.isBefore(nextLook)) {
      return false;
    }
    nextLook = now.plus(DEEP_LOOK);
    List<StoredRun> page = waiting.page(Optional.empty());
    for (int seen = page.size(); page.size() == Runs.MOST && seen < MOST_LOOKED_AT; ) {
      page = waiting.page(Optional.of(page.getLast()));
      seen += page.size();
      var _ = starts.withoutLate(page, now);
    }
    return true;
  }

  /// All at once: each waits until the store has it, and the store takes many together.
  private void start(List<StoredRun> admitted, Fence held, Instant now) {
    List<Thread> starting =
        admitted.stream()
            .map(run -> Thread.startVirtualThread(() -> starts.start(run, held, now)))
            .toList();
    try {
      for (Thread each : starting) {
        each.join();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /// A look at some of the queue.
  private record Look(List<StoredRun> admitted, SequencedMap<RunId, String> reasons, int lookedAt) {
    boolean goesOn(boolean hasRoom) {
      return hasRoom && lookedAt < MOST_LOOKED_AT;
    }

    Look after(Look before) {
      List<StoredRun> all = new ArrayList<>(before.admitted);
      all.addAll(admitted);
      SequencedMap<RunId, String> allReasons = new LinkedHashMap<>(before.reasons);
      allReasons.putAll(reasons);
      return new Look(all, allReasons, before.lookedAt + lookedAt);
    }
  }

  /// Whether a run of any isolation could start, as far as the instance's own bounds go. Whether
  /// there may be one to start behind a page: of a kind that the page has, and at times of any.
  private boolean hasRoom(List<RunUnderWay> underWay, boolean isDeep, List<StoredRun> page) {
    return Arrays.stream(Isolation.values())
        .filter(isolation -> isDeep || page.stream().anyMatch(run -> isolation(run) == isolation))
        .anyMatch(isolation ->
            underWay.stream().filter(run -> run.isolation() == isolation).count()
                < limits.most(isolation));
  }

  /// @param underWay gets those that are admitted
  private Look look(List<StoredRun> queued, List<RunUnderWay> underWay, Instant now) {
    SequencedMap<RunId, String> reasons = new LinkedHashMap<>();
    List<StoredRun> ready = new ArrayList<>();
    for (StoredRun run : queued) {
      code.unready(run.run().work().location())
          .ifPresentOrElse(reason -> reasons.put(run.id(), reason), () -> ready.add(run));
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

  private static QueuedRun queued(StoredRun run) {
    return new QueuedRun(
        run.id(),
        run.run().work().location(),
        run.run().priority(),
        run.times().created(),
        run.run().tags(),
        isolation(run));
  }

  private List<StoredRun> underWay() {
    RunFilter filter =
        RunFilter.all().of(RunStatus.STARTING).of(RunStatus.STARTED).of(RunStatus.CANCELING);
    List<StoredRun> page = storage.runs().list(filter, Optional.empty(), Runs.MOST);
    List<StoredRun> all = new ArrayList<>(page);
    while (page.size() == Runs.MOST) {
      page = storage.runs().list(filter, Optional.of(page.getLast().id()), Runs.MOST);
      all.addAll(page);
    }
    return all;
  }

  private static RunUnderWay underWay(StoredRun run) {
    return new RunUnderWay(run.id(), run.run().work().location(), run.run().tags(), isolation(run));
  }

  private static Isolation isolation(StoredRun run) {
    return run.run().tags().containsKey(RunTags.ISOLATION) ? Isolation.SHARED : Isolation.PROCESS;
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
