package io.dagwerk.runhost;

import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.DecodedEvent;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.runhost.EventBatch.Producer;
import io.dagwerk.spi.ComputeLogs;
import io.grpc.BindableService;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final RunStore store;
  private final BoundedLogs logs;
  private final Workers workers;
  private final RunHostOptions options;
  private final InstantSource clock;
  private final Map<RunId, Attachment> attached = new ConcurrentHashMap<>();
  private final Map<RunId, String> canceled = new ConcurrentHashMap<>();

  /// What failed, and is done again at the next look.
  private final Map<RunId, Runnable> failed = new ConcurrentHashMap<>();

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
    this.store = store;
    this.logs = new BoundedLogs(logs, options.mostPrinted());
    this.workers = workers;
    this.options = options;
    this.clock = clock;
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

  ComputeLogs logs() {
    return logs;
  }

  Instant now() {
    return clock.instant();
  }

  /// Awaits the worker of an attempt that attached to an earlier host: it is lost when it does not
  /// attach before the silence is over.
  public void expect(RunId run, int attempt) {
    expect(run, attempt, options.silence());
  }

  /// Awaits the worker of an attempt that is being started.
  ///
  /// @param within how long it may take until it attaches; then it is lost
  public void expect(RunId run, int attempt, Duration within) {
    Instant heard = now().plus(within).minus(options.silence());
    Attachment awaited = new Attachment(run, attempt, "not attached yet", heard);
    attached.merge(run, awaited, (known, _) -> known.attempt() < attempt ? awaited : known);
  }

  /// Takes a worker that shows a right token; an earlier stream of the run is superseded.
  void attach(RunId run, Attachment attachment) {
    attached.put(run, attachment);
    Optional.ofNullable(canceled.get(run)).ifPresent(attachment::cancel);
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
            () -> insist(run, () -> killCanceled(run)),
            options.cancelGrace().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void killCanceled(RunId run) {
    Optional<Attempt> open = store.attempt(run);
    if (open.isPresent()) {
      String reason = "it did not end within %s and was killed".formatted(options.cancelGrace());
      workers.kill(run, open.get().number());
      find(run, open.get().number()).flatMap(Attachment::process).ifPresent(RunHost::kill);
      lose(run, open.get().number(), reason);
    } else {
      canceled.remove(run);
    }
  }

  /// Tells that the process of a worker is gone. Nothing happens when its run has ended.
  ///
  /// @param how such as `exit code 137`
  public void workerEnded(RunId run, int attempt, String how) {
    // What it sent before its end may still be on its way.
    var _ =
        Optional.ofNullable(attached.get(run))
            .map(Attachment::over)
            .orElse(CompletableFuture.completedFuture(true))
            .copy()
            .completeOnTimeout(false, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
            .thenRunAsync(() -> insist(run, () -> lose(run, attempt, how)), watch);
  }

  private void look() {
    failed
        .keySet()
        .forEach(run -> Optional.ofNullable(failed.remove(run)).ifPresent(Runnable::run));
    Instant now = now();
    attached.forEach((run, worker) -> {
      if (worker.lastHeard().plus(options.silence()).isBefore(now)) {
        insist(run, () -> lose(run, worker.attempt(), "nothing heard for " + options.silence()));
      }
    });
  }

  /// Does what a run needs for its end. A store that fails now is asked again at the next look.
  private void insist(RunId run, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      retry(run, step, e);
    }
  }

  private void retry(RunId run, Runnable step, Throwable cause) {
    LOG.log(
        Level.WARNING,
        "cannot close run %s, whose worker is lost; it is tried again: %s".formatted(run, cause));
    failed.put(run, () -> insist(run, step));
  }

  private void lose(RunId run, int number, String reason) {
    Optional<Attempt> open = store.attempt(run).filter(attempt -> attempt.number() == number);
    Optional<Attachment> worker = find(run, number);
    worker.ifPresent(it -> attached.remove(run, it));
    if (open.isEmpty()) {
      worker.ifPresent(Attachment::complete);
      canceled.remove(run);
      return;
    }
    LostWorker lost =
        new LostWorker(
            worker.map(Attachment::worker).orElse("unknown"),
            number,
            reason,
            Optional.ofNullable(canceled.get(run)));
    worker.ifPresent(it -> it.refuse("the host took this worker for lost: " + reason));
    worker.flatMap(Attachment::process).ifPresent(this::killLater);
    closeLogs(run, number, worker);
    CompletionStage<Long> before =
        worker.map(Attachment::appended).orElse(CompletableFuture.completedFuture(0L));
    before.whenComplete((_, _) -> insist(run, () -> settle(open.get(), lost)));
  }

  private Optional<Attachment> find(RunId run, int attempt) {
    return Optional.ofNullable(attached.get(run)).filter(it -> it.attempt() == attempt);
  }

  /// A worker that is lost may live, and not have heard that it is refused.
  private void killLater(ProcessIdentity worker) {
    var _ =
        watch.schedule(() -> kill(worker), options.cancelGrace().toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Kills a worker of this machine, whoever started it.
  private static void kill(ProcessIdentity worker) {
    Thread.startVirtualThread(worker::kill);
  }

  /// Closes the streams that the worker could not close. Nothing else waits for it.
  private void closeLogs(RunId run, int attempt, Optional<Attachment> worker) {
    var _ =
        worker
            .map(Attachment::written)
            .orElse(CompletableFuture.completedFuture(true))
            .thenRunAsync(
                () -> {
                  try {
                    logs.list(run).stream()
                        .filter(key -> key.attempt() == attempt)
                        .forEach(logs::close);
                    logs.forget(run);
                  } catch (RuntimeException e) {
                    LOG.log(Level.WARNING, "cannot close the logs of run " + run, e);
                  }
                },
                Thread::startVirtualThread);
  }

  private void settle(Attempt attempt, LostWorker lost) {
    if (lost.canceled().isPresent() || !workers.resumes(attempt.run(), lost)) {
      insist(attempt.run(), () -> close(attempt, lost));
    }
  }

  /// Writes the end of a run that its worker could not write, unless somebody else has, or another
  /// attempt has taken the run up.
  private void close(Attempt attempt, LostWorker lost) {
    RunId run = attempt.run();
    List<byte[]> events =
        store.attempt(run).filter(newest -> newest.number() == attempt.number()).isEmpty()
            ? List.of()
            : ending(attempt, lost);
    if (events.isEmpty()) {
      canceled.remove(run);
      return;
    }
    long next = store.acknowledged(run, attempt.number(), Producer.HOST) + 1;
    var _ =
        store
            .append(new EventBatch(run, attempt.number(), Producer.HOST, next, events))
            .whenComplete((_, refused) -> {
              if (refused == null) {
                canceled.remove(run);
              } else {
                retry(run, () -> close(attempt, lost), refused);
              }
            });
  }

  private List<byte[]> ending(Attempt attempt, LostWorker lost) {
    Instant now = now();
    return RunEnding.of(attempt.plan(), decoded(attempt.run()), lost, now).stream()
        .map(event -> EventCodec.encode(now, event))
        .toList();
  }

  private List<RecordedEvent> decoded(RunId run) {
    List<RecordedEvent> log = new ArrayList<>();
    for (byte[] bytes : store.log(run)) {
      DecodedEvent event = EventCodec.decode(bytes);
      log.add(new RecordedEvent(run, log.size() + 1L, event.at(), event.shown()));
    }
    return log;
  }

  /// Forgets a worker that said its run's end and went.
  void detach(RunId run, Attachment worker) {
    if (store.attempt(run).isEmpty()) {
      attached.remove(run, worker);
      canceled.remove(run);
      var _ = worker.written().thenRun(() -> logs.forget(run));
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
    attached.values().forEach(Attachment::complete);
  }
}
