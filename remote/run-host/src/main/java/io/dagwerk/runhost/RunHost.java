package io.dagwerk.runhost;

import io.dagwerk.model.PoolLimits;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SizeLimit;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.spi.ComputeLogs;
import io.grpc.BindableService;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Speaks with the workers of runs: gives them what they are to do, has their events and what they
/// print stored and acknowledges them, cancels them, and closes the runs of those that are gone.
/// Thread-safe.
///
/// A worker whose stream breaks may come back; it is lost when it stays silent, or when somebody
/// knows that its process has ended.
public final class RunHost implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RunHost.class.getName());
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration LAST_WORDS = Duration.ofMillis(500);
  private static final Duration GONE = Duration.ofSeconds(3);

  /// How often it is looked whether a process that was killed is gone.
  private static final Duration GONE_LOOK = Duration.ofMillis(20);

  private final RunStore store;
  private final BoundedLogs logs;
  private final LastWords lastWords;
  private final Workers workers;
  private final RunHostOptions options;
  private final Clocks clocks;
  private final RunClosing closing;
  private final LostProcesses processes;
  private final Map<RunId, Attachment> attached = new ConcurrentHashMap<>();
  private final Map<RunId, String> canceled = new ConcurrentHashMap<>();

  private final UnawaitedEnds unawaited = new UnawaitedEnds();
  private final Greetings greetings = new Greetings();

  /// Runs whose store has failed, of which it was said.
  private final Set<RunId> troubled = ConcurrentHashMap.newKeySet();

  /// A quarter of the memory, which events take twice while they are stored.
  private final BytesUnderWay underWay = new BytesUnderWay(Runtime.getRuntime().maxMemory() / 4);

  private volatile Listening listening;

  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("dagwerk-run-host").factory());

  /// Begins to watch over workers.
  public RunHost(
      RunStore store,
      ComputeLogs logs,
      Workers workers,
      RunHostOptions options,
      InstantSource clock) {
    this(store, logs, workers, options, Clocks.of(clock));
  }

  RunHost(
      RunStore store, ComputeLogs logs, Workers workers, RunHostOptions options, Clocks clocks) {
    this.store = store;
    this.logs = new BoundedLogs(logs, options.limits().of(SizeLimit.PRINTED));
    this.lastWords = new LastWords(this.logs);
    this.workers = workers;
    this.options = options;
    this.clocks = clocks;
    this.closing = new RunClosing(store, workers, clocks, this::forget, Thread::startVirtualThread);
    this.listening = Listening.from(nanos());
    this.processes = LostProcesses.of(store, watch, options.cancelGrace());
    var _ =
        watch.scheduleWithFixedDelay(
            this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// The gRPC service that workers attach to.
  public BindableService service() {
    return new RunHostEndpoint(this);
  }

  RunStore store() {
    return store;
  }

  /// What this host is among others.
  Standing standing() {
    return workers.standing();
  }

  ComputeLogs logs() {
    return logs;
  }

  /// How many slots of each pool the steps of one run may hold at once.
  PoolLimits pools() {
    return options.pools();
  }

  /// How long runs wait that say nothing themselves.
  public RunWaits waits() {
    return options.waits();
  }

  /// How large what runs bring may be.
  SizeLimits limits() {
    return options.limits();
  }

  /// What all workers have said and is not stored.
  BytesUnderWay underWay() {
    return underWay;
  }

  Instant now() {
    return clocks.wall().instant();
  }

  long nanos() {
    return clocks.nanos().getAsLong();
  }

  /// Awaits a worker of this machine that attached to an earlier host: it is lost when it does not
  /// attach before the silence is over.
  public void expect(RunId run, int attempt) {
    expect(run, attempt, options.silence(), WorkerOrigin.OWN, Optional.empty());
  }

  /// Awaits the worker of an attempt that is being started.
  ///
  /// @param within how long it may take until it attaches; then it is lost
  public void expect(RunId run, int attempt, Duration within, WorkerOrigin origin) {
    expect(run, attempt, within, origin, Optional.empty());
  }

  /// Awaits a worker of which an earlier host knew more.
  ///
  /// @param within how long it may take until it attaches; then it is lost
  /// @param process of the worker, if it has said so: when it is gone, it is not waited for; while
  ///   it lives, at least as long as if it were elsewhere
  public void expect(
      RunId run,
      int attempt,
      Duration within,
      WorkerOrigin origin,
      Optional<ProcessIdentity> process) {
    Attachment awaited = new Attachment(run, attempt, "not attached yet", nanos());
    awaited.startedBy(origin);
    awaited.runsAs(process);
    boolean mayBeSlow = awaited.isElsewhere() || process.isPresent();
    Duration least = mayBeSlow ? options.silenceElsewhere() : within;
    awaited.await(within.compareTo(least) < 0 ? least : within, silence(awaited), nanos());
    attached.merge(run, awaited, Attachment::newer);
    recallEnd(run, attempt);
  }

  /// Goes on to await a worker that is expected and has not attached: nothing for any other.
  ///
  /// @param within how long it may take at least, from now on
  public void awaitLonger(RunId run, int attempt, Duration within) {
    find(run, attempt).ifPresent(it -> it.await(within, silence(it), nanos()));
  }

  /// Whether the worker of an attempt has attached to this host, or is expected to, or was lost and
  /// its run is being closed.
  public boolean knows(RunId run, int attempt) {
    return find(run, attempt).isPresent() || closing.isLost(run, attempt);
  }

  /// Whether the worker of an attempt has attached to this host.
  public boolean hears(RunId run, int attempt) {
    return find(run, attempt).filter(Attachment::hasAttached).isPresent();
  }

  /// The runs whose workers have attached to this host, or are expected to.
  public Set<RunId> heard() {
    return Set.copyOf(attached.keySet());
  }

  /// Leaves a run to the host whose it is: its worker looks for that.
  public void leave(RunId run) {
    Optional.ofNullable(attached.remove(run)).ifPresent(Attachment::complete);
    forget(run);
    store.leave(run);
  }

  /// Takes a worker that shows a right token; an earlier stream of it is superseded.
  void attach(Attachment attachment) {
    attached.merge(
        attachment.run(),
        attachment,
        (earlier, it) -> {
          if (earlier.attempt() > it.attempt()) {
            return earlier;
          }
          it.supersede(earlier);
          return it;
        });
    closing.takenUp(attachment.run(), attachment.attempt());
    recallEnd(attachment.run(), attachment.attempt());
  }

  /// Whether a worker is known to be lost, and its run not closed yet.
  boolean isLost(Attachment worker) {
    return closing.isLost(worker.run(), worker.attempt());
  }

  /// Tells a worker that was taken what it has missed.
  void welcomed(Attachment worker) {
    Optional.ofNullable(canceled.get(worker.run())).ifPresent(worker::cancel);
  }

  Greetings greetings() {
    return greetings;
  }

  /// A worker said hello, which cannot be answered now and says that the worker lives.
  void lives(RunId run, int attempt) {
    find(run, attempt).ifPresent(it -> it.heard(nanos()));
  }

  /// The same because the store has failed.
  void unanswered(RunId run, int attempt, Throwable cause) {
    lives(run, attempt);
    troubled(run, cause);
  }

  /// Says once that the store does not do what a run needs.
  void troubled(RunId run, Throwable cause) {
    if (troubled.add(run)) {
      LOG.log(
          Level.WARNING,
          "what run %s says cannot be stored; its worker keeps it, and sends it again until it is: %s"
              .formatted(run, cause));
    }
  }

  void untroubled(RunId run) {
    if (troubled.remove(run)) {
      LOG.log(Level.INFO, "what run %s says is stored again".formatted(run));
    }
  }

  /// Asks a run to stop. Its worker interrupts the steps and closes the run; when that takes longer
  /// than the grace, it is killed, also when none who started it is there any more and it is on
  /// this machine, and the run closed for it. The caller has written `RunCanceling` before: the
  /// worker does not.
  ///
  /// @param reason one sentence for the people who look at the run
  public void cancel(RunId run, String reason) {
    if (canceled.putIfAbsent(run, reason) != null) {
      return;
    }
    Optional.ofNullable(attached.get(run)).ifPresent(worker -> worker.cancel(reason));
    var _ =
        watch.schedule(
            () -> closing.insist(run, () -> killCanceled(run)),
            options.cancelGrace().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void killCanceled(RunId run) {
    Optional<Attempt> open = store.attempt(run).filter(standing()::isOurs);
    if (open.isPresent()) {
      String reason = "it did not end within %s and was killed".formatted(options.cancelGrace());
      workers.kill(run, open.get().number());
      find(run, open.get().number()).ifPresent(worker -> processes.kill(open.get(), worker));
      lose(run, open.get().number(), reason);
    } else {
      forget(run);
    }
  }

  /// Tells that the process of a worker is gone, which has not crashed.
  ///
  /// @param how such as `exit code 137`
  public void workerEnded(RunId run, int attempt, String how) {
    workerEnded(run, attempt, how, Optional.empty());
  }

  /// Tells that the process of a worker is gone. Nothing happens when its run has ended, or while
  /// this host does not await it: a code server tells every host that asks it, and the one that
  /// hears the worker says how its run ends.
  ///
  /// @param how such as `exit code 137`
  /// @param crashReport what its JVM reported of its crash, which is kept with what the run printed
  public void workerEnded(RunId run, int attempt, String how, Optional<String> crashReport) {
    if (knows(run, attempt)) {
      crashReport.ifPresent(report -> lastWords.crashed(run, attempt, report));
      ended(
          run,
          attempt,
          crashReport.isEmpty() ? how : how + "; the JVM's report is in the run's log");
      return;
    }
    unawaited.add(run, attempt, how);
    // It may have come to be awaited meanwhile.
    if (knows(run, attempt)) {
      recallEnd(run, attempt);
    }
  }

  /// Tells of a worker that is awaited from now on how it has ended, if that was told before.
  private void recallEnd(RunId run, int attempt) {
    unawaited.take(run, attempt).ifPresent(how -> ended(run, attempt, how));
  }

  private void ended(RunId run, int attempt, String how) {
    find(run, attempt).ifPresent(Attachment::ended);
    // What it sent before its end may still be on its way.
    var _ =
        Optional.ofNullable(attached.get(run))
            .map(Attachment::over)
            .orElse(CompletableFuture.completedFuture(true))
            .copy()
            .completeOnTimeout(false, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
            .thenRunAsync(() -> closing.insist(run, () -> lose(run, attempt, how)), watch);
  }

  /// Judges who is silent, and does again what has failed.
  synchronized void look() {
    listening = listening.looked(nanos());
    closing.again();
    attached.values().stream().filter(it -> whyLost(it).isPresent()).forEach(this::judge);
  }

  private Optional<String> whyLost(Attachment worker) {
    Duration silence = silence(worker);
    if (isSilent(worker, silence) && !greetings.isUnderWay(worker.run(), worker.attempt())) {
      return Optional.of(
          worker.hasAttached()
              ? "nothing heard for " + Listening.inWords(silence)
              : "it did not attach within " + Listening.inWords(worker.patience()));
    }
    // Of a worker that was attached, its code server says more when it ends.
    long from = worker.hasAttached() ? worker.lastHeard() : worker.since();
    return listening.isSilent(from, nanos(), worker.hasAttached() ? GONE : LAST_WORDS)
            && worker.process().filter(ProcessIdentity::isGone).isPresent()
        ? Optional.of("its process is gone")
        : Optional.empty();
  }

  /// How long a worker may say nothing: one that has come from another host may be on its way back
  /// to that.
  private Duration silence(Attachment worker) {
    return worker.isFromAnother() ? options.silenceElsewhere() : shortestSilence(worker);
  }

  /// The same at any host and in any stream: one of another machine has a network between.
  private Duration shortestSilence(Attachment worker) {
    return worker.isElsewhere() ? options.silenceElsewhere() : options.silence();
  }

  private boolean isSilent(Attachment worker, Duration silence) {
    return listening.isSilent(worker.lastHeard(), nanos(), silence);
  }

  /// A silent worker is lost when the store is there: without it nobody could have heard the
  /// worker, which says hello again and again until the store lets it be welcome.
  private void judge(Attachment worker) {
    RunId run = worker.run();
    long asked = nanos();
    try {
      Optional<Attempt> open = open(run, worker.attempt());
      listening = listening.answered(asked, nanos());
      // It may have been heard meanwhile; and a store that was slow has kept others waiting too.
      if (attached.get(run) == worker) {
        whyLost(worker).ifPresent(reason -> lose(run, worker.attempt(), open, reason));
      }
    } catch (RuntimeException e) {
      listening = listening.unanswered(asked, nanos());
      unanswered(run, worker.attempt(), e);
    }
  }

  private Optional<Attempt> open(RunId run, int number) {
    return store
        .attempt(run)
        .filter(attempt -> attempt.number() == number && standing().isOurs(attempt));
  }

  private Optional<Attachment> find(RunId run, int attempt) {
    return Optional.ofNullable(attached.get(run)).filter(it -> it.attempt() == attempt);
  }

  /// Ends the run of a worker that does not keep to the protocol, or says that it cannot go on.
  void lose(Attachment worker, String reason) {
    RunId run = worker.run();
    closing.insist(run, () -> lose(run, worker.attempt(), reason));
  }

  private void lose(RunId run, int number, String reason) {
    lose(run, number, open(run, number), reason);
  }

  private void lose(RunId run, int number, Optional<Attempt> open, String reason) {
    // Before it is looked up: who attaches now is either found here, or finds that it is lost.
    boolean isNew = open.isEmpty() || closing.begin(run, number);
    Optional<Attachment> worker = find(run, number);
    worker.ifPresent(it -> attached.remove(run, it));
    if (open.isEmpty()) {
      worker.ifPresent(it -> {
        it.complete();
        lastWords.close(run, number, worker);
      });
      forget(run);
      return;
    }
    worker.ifPresent(it -> it.refuse("the host took this worker for lost: " + reason));
    boolean isTakenUp = open.get().isTakenUp();
    if (isTakenUp) {
      // Who takes up the run must not meet it.
      workers.kill(run, number);
      worker.ifPresent(it -> processes.kill(open.get(), it));
    } else if (worker.flatMap(Attachment::process).isPresent()) {
      worker.ifPresent(it -> processes.killOnceOver(open.get(), it));
    } else if (worker.filter(it -> !it.hasAttached()).isPresent()) {
      // Who starts too late would only be refused.
      workers.kill(run, number);
    }
    if (isNew) {
      LostWorker lost =
          new LostWorker(
              worker.map(Attachment::worker).orElse("unknown"),
              number,
              reason,
              Optional.ofNullable(canceled.get(run)));
      lastWords.close(run, number, worker);
      CompletableFuture<Boolean> powerless = new CompletableFuture<>();
      worker
          .filter(_ -> isTakenUp)
          .ifPresentOrElse(it -> awaitPowerless(it, powerless), () -> powerless.complete(true));
      closing.close(
          open.get(),
          lost,
          worker
              .<CompletionStage<?>>map(Attachment::appended)
              .orElse(powerless)
              .handle((_, _) -> true)
              .thenCombine(powerless, (_, _) -> true));
    }
  }

  /// How long after a word that is answered a worker may store: shorter than the shortest silence
  /// after which a host takes it for lost, by more than clocks can differ in that time. Zero for
  /// ever, when nobody takes up its run.
  Duration current(Attachment worker, Attempt attempt) {
    return attempt.isTakenUp()
        ? shortestSilence(worker).multipliedBy(3).dividedBy(4)
        : Duration.ZERO;
  }

  private void awaitPowerless(Attachment worker, CompletableFuture<Boolean> done) {
    if (worker.isPowerless(nanos(), shortestSilence(worker))) {
      done.complete(true);
    } else {
      var _ =
          watch.schedule(
              () -> awaitPowerless(worker, done), GONE_LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /// Forgets a worker whose stream is over when it has said its run's end.
  void detach(Attachment worker) {
    RunId run = worker.run();
    if (store.attempt(run).isEmpty()) {
      attached.remove(run, worker);
      forget(run);
      var _ = worker.written().thenRun(() -> logs.forget(run));
    }
  }

  private void forget(RunId run) {
    canceled.remove(run);
    lastWords.forget(run);
    troubled.remove(run);
    closing.forget(run);
  }

  @Override
  public void close() {
    watch.shutdownNow();
    attached.values().forEach(Attachment::complete);
  }
}
