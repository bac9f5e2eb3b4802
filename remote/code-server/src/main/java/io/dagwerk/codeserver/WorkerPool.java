package io.dagwerk.codeserver;

import io.dagwerk.model.Isolation;
import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.RunProcess;
import io.dagwerk.protocol.CrashFile;
import io.dagwerk.protocol.RunProcesses;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerReply;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.WorkerEnded;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The workers of a location: some that wait with everything loaded, and those that have a run.
/// Each has one run, and ends with it, but for those that runs share ([SharedWorkers]).
/// Thread-safe.
///
/// Starting a JVM keeps a core busy, so only as many start at once as there are cores: fifty runs
/// at once have their workers one after the other instead of all of them late. Spares are started
/// one at a time, when no run waits for a worker and the last one that got one has had a moment.
final class WorkerPool implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WorkerPool.class.getName());

  /// How many ends are kept for those who ask later.
  private static final int MOST_ENDED = 1000;

  /// How many spares in a row may end before they were ready, until none is started any more.
  private static final int MOST_FAILED = 3;

  /// How long a run that was given to a worker is left alone before a spare is started: as long as
  /// it takes to its first line on a busy machine.
  private static final Duration HEAD_START = Duration.ofMillis(200);

  /// The same while another spare waits: most runs are over before the start of a JVM takes a core
  /// from them.
  private static final Duration UNHURRIED = Duration.ofSeconds(3);

  private static final Duration LONGEST_LOAD = Duration.ofMinutes(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final WorkerCommand command;
  private final int mostSpares;
  private final Deque<WorkerProcess> spares = new ArrayDeque<>();
  private final Map<Key, WorkerProcess> busy = new LinkedHashMap<>();
  private final SharedWorkers shared;

  /// When workers got a run, the newest last: no more of them than may wait.
  private final Deque<Long> launches = new ArrayDeque<>();

  private final Deque<WorkerEnded> ended = new ArrayDeque<>();
  private final List<Consumer<WorkerEnded>> watchers = new ArrayList<>();
  private final Semaphore starts =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);
  private final CompletableFuture<Boolean> waiting = new CompletableFuture<>();
  private Optional<String> runHost;
  private int failed;
  private boolean closed;

  private record Key(String run, int attempt) {}

  /// @param runHost from which runs are expected
  /// @param mostSpares how many workers wait
  WorkerPool(WorkerCommand command, Optional<String> runHost, int mostSpares) {
    this.runHost = runHost;
    this.command = command;
    this.mostSpares = mostSpares;
    this.shared = new SharedWorkers(this::takeForAll, this::tell, SharedWorker.Bounds.USUAL);
  }

  /// Starts a spare if one is missing, and no other is on its way.
  synchronized void refill() {
    if (closed
        || failed >= MOST_FAILED
        || spares.size() >= wantedSpares()
        || !spares.stream().allMatch(WorkerProcess::isReady)
        || starts.hasQueuedThreads()
        || !starts.tryAcquire()) {
      return;
    }
    try {
      WorkerProcess spare = start(JvmOptions.NONE);
      spares.add(spare);
      var _ = spare.ready().thenAccept(this::spareIsReady);
      var _ = spare.ended().thenAccept(end -> spareEnded(spare, end.how()));
    } catch (IOException e) {
      failed++;
      LOG.log(Level.WARNING, "cannot start a worker", e);
    }
  }

  private int wantedSpares() {
    long since = System.nanoTime() - SpareRule.LATELY.toNanos();
    int launched = (int) launches.stream().filter(at -> at - since > 0).count();
    return new SpareRule(mostSpares, spares.size(), launched, FreeMemory.mebibytes()).wanted();
  }

  /// Notes that a worker gets a run, and ends what waits for the next ones when none have come.
  private synchronized void launched() {
    launches.add(System.nanoTime());
    if (launches.size() > mostSpares) {
      launches.remove();
    }
    CompletableFuture.delayedExecutor(SpareRule.LATELY.toSeconds() + 1, TimeUnit.SECONDS)
        .execute(this::trim);
  }

  private void trim() {
    List<WorkerProcess> surplus = new ArrayList<>();
    synchronized (this) {
      for (int left = spares.size() - wantedSpares(); left > 0; left--) {
        surplus.add(spares.removeLast());
      }
    }
    surplus.forEach(WorkerProcess::kill);
  }

  private void spareIsReady(boolean isReady) {
    if (isReady) {
      waiting.complete(true);
    }
  }

  /// Done when the first worker waits with everything loaded.
  CompletableFuture<Boolean> waiting() {
    return waiting.copy();
  }

  /// Starts a process, for which there is a place; gives the place up when it is ready or has
  /// ended.
  private WorkerProcess start(JvmOptions options) throws IOException {
    WorkerProcess worker;
    try {
      worker = process(options);
    } catch (IOException e) {
      starts.release();
      throw e;
    }
    var _ =
        worker
            .ready()
            .thenRun(() -> {
              starts.release();
              refill();
            });
    // Code that hangs while it is loaded would keep its place for ever.
    CompletableFuture.delayedExecutor(LONGEST_LOAD.toSeconds(), TimeUnit.SECONDS)
        .execute(() -> {
          if (!worker.ready().isDone()) {
            LOG.log(
                Level.WARNING,
                "worker-%d was not ready within %s and is killed"
                    .formatted(worker.pid(), LONGEST_LOAD));
            worker.kill();
          }
        });
    return worker;
  }

  private WorkerProcess process(JvmOptions options) throws IOException {
    WorkerOutput output = WorkerOutput.create();
    try {
      CrashFile crash = CrashFile.create();
      try {
        return new WorkerProcess(
            command.start(runHost, output.files(), crash, options), output, crash);
      } catch (IOException e) {
        crash.close();
        throw e;
      }
    } catch (IOException e) {
      output.close();
      throw e;
    }
  }

  private synchronized void spareEnded(WorkerProcess spare, String how) {
    if (spares.remove(spare)) {
      failed = spare.isReady() ? 0 : failed + 1;
      LOG.log(Level.WARNING, "worker-%d ended without a run: %s".formatted(spare.pid(), how));
      refill();
    }
  }

  /// Gives a run to a worker: one that is ready if there is one, else one that is on its way, else
  /// a new one as soon as there is a place for it.
  ///
  /// @param wanted whether whoever asked still waits
  /// @throws IOException when no process can be started
  LaunchWorkerReply launch(LaunchWorkerRequest run, BooleanSupplier wanted)
      throws IOException, InterruptedException {
    RunProcess process = RunProcesses.of(run);
    if (process.isolation() == Isolation.SHARED) {
      return shared.launch(run, wanted);
    }
    // None that waits was started with options of a job.
    Optional<WorkerProcess> spare =
        process.options().equals(JvmOptions.NONE) ? takeSpare(run) : Optional.empty();
    boolean warm = spare.isPresent() && spare.get().isReady();
    WorkerProcess worker = spare.isPresent() ? spare.get() : startFor(wanted, process.options());
    launched();
    Key key = new Key(run.getRun(), run.getAttempt());
    synchronized (this) {
      busy.put(key, worker);
    }
    try {
      worker.give(run);
    } finally {
      var _ = worker.ended().thenAccept(end -> runEnded(key, worker, end));
      CompletableFuture.delayedExecutor(headStart().toMillis(), TimeUnit.MILLISECONDS)
          .execute(this::refill);
    }
    return LaunchWorkerReply.newBuilder().setWorker("worker-" + worker.pid()).setWarm(warm).build();
  }

  /// A worker for runs that share one.
  private WorkerProcess takeForAll(LaunchWorkerRequest run, BooleanSupplier wanted)
      throws IOException, InterruptedException {
    Optional<WorkerProcess> spare = takeSpare(run);
    WorkerProcess worker = spare.isPresent() ? spare.get() : startFor(wanted, JvmOptions.NONE);
    launched();
    CompletableFuture.delayedExecutor(UNHURRIED.toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::refill);
    return worker;
  }

  private synchronized Duration headStart() {
    return spares.stream().anyMatch(WorkerProcess::isReady) ? UNHURRIED : HEAD_START;
  }

  private synchronized Optional<WorkerProcess> takeSpare(LaunchWorkerRequest run)
      throws IOException {
    if (closed) {
      throw new IOException("the code server ends");
    }
    // A spare connects beforehand where it needs to believe nobody.
    runHost = run.hasRunHostTls() ? Optional.empty() : Optional.of(run.getRunHost());
    Optional<WorkerProcess> spare =
        spares.stream()
            .filter(WorkerProcess::isAlive)
            .max(Comparator.comparing(WorkerProcess::isReady));
    spare.ifPresent(spares::remove);
    return spare;
  }

  private WorkerProcess startFor(BooleanSupplier wanted, JvmOptions options)
      throws IOException, InterruptedException {
    if (!starts.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("no worker could be started within " + LONGEST_WAIT);
    }
    synchronized (this) {
      if (closed || !wanted.getAsBoolean()) {
        starts.release();
        throw new IOException("the run is not waited for any more");
      }
      return start(options);
    }
  }

  private void runEnded(Key key, WorkerProcess worker, WorkerProcess.End how) {
    WorkerEnded.Builder told =
        WorkerEnded.newBuilder()
            .setRun(key.run())
            .setAttempt(key.attempt())
            .setWorker("worker-" + worker.pid())
            .setHow(how.how());
    how.crashReport().ifPresent(told::setCrashReport);
    synchronized (this) {
      busy.remove(key, worker);
    }
    tell(told.build());
  }

  private void tell(WorkerEnded end) {
    List<Consumer<WorkerEnded>> told;
    synchronized (this) {
      ended.add(end);
      while (ended.size() > MOST_ENDED) {
        ended.remove();
      }
      told = List.copyOf(watchers);
    }
    told.forEach(watcher -> watcher.accept(end));
  }

  /// Whether a process is a worker with a run.
  synchronized boolean isBusy(long pid) {
    return shared.isBusy(pid) || busy.values().stream().anyMatch(worker -> worker.pid() == pid);
  }

  /// Kills the worker of an attempt with everything that it started; nothing when it is gone. One
  /// that runs share is asked to end the attempt.
  void stop(String run, int attempt) {
    Optional<WorkerProcess> worker;
    synchronized (this) {
      worker = Optional.ofNullable(busy.get(new Key(run, attempt)));
    }
    worker.ifPresentOrElse(WorkerProcess::kill, () -> shared.stop(run, attempt));
  }

  /// Tells of every end, also of those before, until it is closed.
  synchronized AutoCloseable watch(Consumer<WorkerEnded> watcher) {
    ended.forEach(watcher);
    watchers.add(watcher);
    return () -> {
      synchronized (this) {
        watchers.remove(watcher);
      }
    };
  }

  /// Ends the spares; workers with a run go on.
  @Override
  public void close() {
    List<WorkerProcess> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(spares);
      spares.clear();
    }
    left.forEach(WorkerProcess::kill);
    shared.close();
  }
}
