package io.dagwerk.daemon;

import io.dagwerk.automation.queue.Admission;
import io.dagwerk.automation.queue.HostRoom;
import io.dagwerk.automation.queue.Placement;
import io.dagwerk.automation.queue.QueueLimits;
import io.dagwerk.automation.queue.QueuedRun;
import io.dagwerk.automation.queue.RunUnderWay;
import io.dagwerk.model.Isolation;
import io.dagwerk.model.RunId;
import io.dagwerk.runhost.RunHostOptions;
import io.dagwerk.spi.Fence;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// On the active host, has the runs that wait started, here or by other hosts, as the rule
/// [Admission] lets them, and writes down what the others wait for. On the others, starts what they
/// were given.
final class RunQueue implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RunQueue.class.getName());
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /// What another host gives wakes nobody here.
  private static final Duration PAUSE_AMONG_OTHERS = Duration.ofMillis(200);

  /// How long a worker has to come to a host that got its run from another: as long as one of
  /// another machine may be silent, since it may have been heard there until now.
  private static final Duration OF_OTHERS = RunHostOptions.REMOTE.silence();

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
  private final Among among;
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

    /// Whether a run is of those, also when it does not wait.
    boolean isOurs(RunId run);

    /// Whether they are all there are, so that other hosts may start some of them.
    boolean isOfAll();
  }

  /// Which runs may be started.
  record Allowed(QueueLimits limits, Waiting waiting) {}

  /// This host among others.
  ///
  /// @param fence under which runs are admitted; while it is empty, another host does
  /// @param inherited awaits the workers of runs that this host gets from others
  record Among(
      Supplier<Optional<Fence>> fence, Hosts hosts, Givings givings, InheritedRuns inherited) {}

  /// @param wakes a permit has the queue looked at again soon
  RunQueue(
      RunStarts starts,
      RunStarts.Workplace workplace,
      Allowed allowed,
      Among among,
      Semaphore wakes) {
    this.storage = workplace.storage();
    this.code = workplace.code();
    this.clock = workplace.clock();
    this.starts = starts;
    this.limits = allowed.limits();
    this.waiting = allowed.waiting();
    this.among = among;
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
        Duration pause = among.hosts().live().isEmpty() ? LONGEST_PAUSE : PAUSE_AMONG_OTHERS;
        var _ = wakes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        wakes.drainPermits();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Starts what may start now.
  void turn(Instant now) {
    if (!among.hosts().isSure()) {
      return;
    }
    mayWait = true;
    String me = among.hosts().name();
    Optional<Fence> held = among.fence().get();
    List<StoredRun> stored =
        InheritedRuns.all(
            storage.runs(),
            held.isPresent()
                ? InheritedRuns.underWay()
                : InheritedRuns.underWay().of(RunStatus.QUEUED).ofHost(me));
    among
        .inherited()
        .takeUp(
            stored.stream()
                .filter(run -> run.isOf(me) && run.status() != RunStatus.QUEUED)
                .filter(run -> !starts.isToStart(run.id()))
                .toList(),
            OF_OTHERS);
    starts.again(me, now);
    if (held.isPresent()) {
      admit(stored, me, held.get(), now);
    } else {
      start(
          stored.stream().filter(run -> run.status() == RunStatus.QUEUED).toList(),
          new RunStarts.Right(me, Optional.empty()),
          now);
    }
  }

  private void admit(List<StoredRun> stored, String me, Fence held, Instant now) {
    List<StoredRun> ours = stored.stream().filter(run -> waiting.isOurs(run.id())).toList();
    if (among.givings().takeOver(ours, rooms(ours), held)) {
      wakes.release();
    }
    if (waiting.isOfAll()) {
      among.givings().giveOn(ours, toStartElsewhere(ours, me), held);
    }
    boolean isDeep = endLate(now);
    List<StoredRun> page = waiting.page(Optional.empty());
    List<StoredRun> queued = starts.withoutLate(page, now);
    among.givings().forgetOld();
    if (queued.isEmpty()) {
      mayWait = false;
      return;
    }
    List<RunUnderWay> underWay =
        stored.stream()
            .map(run -> Givings.underWay(run, run.host()))
            .collect(Collectors.toCollection(ArrayList::new));
    Look look = look(queued, underWay, now);
    while (page.size() == Runs.MOST && look.goesOn(hasRoom(underWay, isDeep, page))) {
      page = waiting.page(Optional.of(page.getLast()));
      look = look(page, underWay, now).after(look);
    }
    start(look, me, held, now);
    storage.runs().explain(look.reasons());
    mayWait = look.admitted().size() < look.lookedAt() || page.size() == Runs.MOST;
  }

  /// The runs of this host of which another attempt is wanted, and whose code is not here.
  private List<StoredRun> toStartElsewhere(List<StoredRun> underWay, String me) {
    return underWay.stream()
        .filter(run -> run.isOf(me) && starts.isToStart(run.id()))
        .filter(run -> code.unready(run.run().work().location()).isPresent())
        .toList();
  }

  private void start(Look look, String me, Fence held, Instant now) {
    Map<StoredRun, String> ofOthers = new LinkedHashMap<>(look.admitted());
    ofOthers.values().removeIf(me::equals);
    if (!ofOthers.isEmpty()) {
      among.givings().give(ofOthers, held);
    }
    start(
        look.admitted().keySet().stream().filter(run -> !ofOthers.containsKey(run)).toList(),
        new RunStarts.Right(me, Optional.of(held)),
        now);
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
  private void start(List<StoredRun> admitted, RunStarts.Right right, Instant now) {
    List<Thread> starting =
        admitted.stream()
            .map(run -> Thread.startVirtualThread(() -> starts.start(run, right, now)))
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
  ///
  /// @param admitted each with the host that gets it
  private record Look(
      SequencedMap<StoredRun, String> admitted, SequencedMap<RunId, String> reasons, int lookedAt) {
    boolean goesOn(boolean hasRoom) {
      return hasRoom && lookedAt < MOST_LOOKED_AT;
    }

    Look after(Look before) {
      SequencedMap<StoredRun, String> all = new LinkedHashMap<>(before.admitted);
      all.putAll(admitted);
      SequencedMap<RunId, String> allReasons = new LinkedHashMap<>(before.reasons);
      allReasons.putAll(reasons);
      return new Look(all, allReasons, before.lookedAt + lookedAt);
    }
  }

  /// The hosts that may get runs, this one first.
  private List<HostRoom> rooms(List<StoredRun> queued) {
    List<String> here =
        queued.stream()
            .map(run -> run.run().work().location())
            .distinct()
            .filter(location -> code.unready(location).isEmpty())
            .toList();
    List<HostRoom> rooms = new ArrayList<>();
    rooms.add(new HostRoom(among.hosts().name(), limits.most(), limits.mostShared(), here));
    if (waiting.isOfAll()) {
      rooms.addAll(among.givings().starters());
    }
    return rooms;
  }

  /// Whether a run of any isolation could start, as far as the hosts' own bounds go. Whether there
  /// may be one to start behind a page: of a kind that the page has, and at times of any.
  private boolean hasRoom(List<RunUnderWay> underWay, boolean isDeep, List<StoredRun> page) {
    Placement placement = Placement.of(rooms(page), underWay);
    return Arrays.stream(Isolation.values())
        .filter(isolation ->
            isDeep || page.stream().anyMatch(run -> Givings.isolation(run) == isolation))
        .anyMatch(placement::hasRoom);
  }

  /// @param underWay gets those that are admitted, and those that another host is about to start
  private Look look(List<StoredRun> queued, List<RunUnderWay> underWay, Instant now) {
    List<HostRoom> rooms = rooms(queued);
    SequencedMap<RunId, String> reasons = new LinkedHashMap<>();
    SequencedMap<RunId, StoredRun> ready = new LinkedHashMap<>();
    for (StoredRun run : queued) {
      String location = run.run().work().location();
      if (among.givings().isWithAnother(run)) {
        underWay.add(Givings.underWay(run, run.host()));
      } else if (rooms.stream().anyMatch(room -> room.serves(location))) {
        ready.put(run.id(), run);
      } else {
        reasons.put(run.id(), code.unready(location).orElse("waiting for its location"));
      }
    }
    Admission admission =
        Admission.decide(
            limits, rooms, underWay, ready.values().stream().map(RunQueue::queued).toList(), now);
    SequencedMap<StoredRun, String> admitted = new LinkedHashMap<>();
    admission
        .hosts()
        .forEach((id, host) -> {
          StoredRun run = Objects.requireNonNull(ready.get(id), "an admitted run is queued");
          admitted.put(run, host);
          underWay.add(Givings.underWay(run, Optional.of(host)));
        });
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
        Givings.isolation(run));
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
