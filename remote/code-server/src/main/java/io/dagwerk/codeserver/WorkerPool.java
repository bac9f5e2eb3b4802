package io.dagwerk.codeserver;

import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerReply;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.WorkerEnded;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The workers of a location: some that wait with everything loaded, and those that have a run.
/// Each has one run, and ends with it. Thread-safe.
final class WorkerPool implements AutoCloseable {
  /// How many ends are kept for those who ask later.
  private static final int MOST_ENDED = 1000;

  /// How many spares in a row may end before they were ready, until none is started any more.
  private static final int MOST_FAILED = 3;

  private final WorkerCommand command;
  private final int mostSpares;
  private final Deque<WorkerProcess> spares = new ArrayDeque<>();
  private final Map<Key, WorkerProcess> busy = new LinkedHashMap<>();
  private final Deque<WorkerEnded> ended = new ArrayDeque<>();
  private final List<Consumer<WorkerEnded>> watchers = new ArrayList<>();
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
  }

  /// Starts spares where they are missing.
  synchronized void refill() {
    while (!closed && failed < MOST_FAILED && spares.size() < mostSpares) {
      try {
        spares.add(startSpare());
      } catch (IOException e) {
        failed++;
        warn("cannot start a worker", e);
      }
    }
  }

  private WorkerProcess startSpare() throws IOException {
    WorkerProcess spare = new WorkerProcess(command.start(runHost));
    var _ = spare.ended().thenRun(() -> spareEnded(spare));
    return spare;
  }

  private synchronized void spareEnded(WorkerProcess spare) {
    if (spares.remove(spare)) {
      failed = spare.isReady() ? 0 : failed + 1;
      spare.kill();
      refill();
    }
  }

  /// Gives a run to a worker: one that is ready if there is one, else one that is on its way.
  ///
  /// @throws IOException when no process can be started
  synchronized LaunchWorkerReply launch(LaunchWorkerRequest run) throws IOException {
    if (closed) {
      throw new IOException("the code server ends");
    }
    runHost = Optional.of(run.getRunHost());
    Optional<WorkerProcess> ready =
        spares.stream().filter(spare -> spare.isReady() && spare.isAlive()).findFirst();
    Optional<WorkerProcess> spare =
        ready.or(() -> spares.stream().filter(WorkerProcess::isAlive).findFirst());
    WorkerProcess worker = spare.isPresent() ? spare.get() : startSpare();
    spares.remove(worker);
    Key key = new Key(run.getRun(), run.getAttempt());
    busy.put(key, worker);
    try {
      worker.give(run);
    } finally {
      var _ = worker.ended().thenAccept(code -> runEnded(key, worker, code));
      Thread.startVirtualThread(this::refill);
    }
    return LaunchWorkerReply.newBuilder()
        .setWorker("worker-" + worker.pid())
        .setWarm(ready.isPresent())
        .build();
  }

  private void runEnded(Key key, WorkerProcess worker, int code) {
    // What it has started goes with it.
    worker.kill();
    WorkerEnded end =
        WorkerEnded.newBuilder()
            .setRun(key.run())
            .setAttempt(key.attempt())
            .setWorker("worker-" + worker.pid())
            .setHow(WorkerCommand.ended(code))
            .build();
    List<Consumer<WorkerEnded>> told;
    synchronized (this) {
      busy.remove(key, worker);
      ended.add(end);
      while (ended.size() > MOST_ENDED) {
        ended.remove();
      }
      told = List.copyOf(watchers);
    }
    told.forEach(watcher -> watcher.accept(end));
  }

  /// Kills the worker of an attempt with everything that it started; nothing when it is gone.
  void stop(String run, int attempt) {
    Optional<WorkerProcess> worker;
    synchronized (this) {
      worker = Optional.ofNullable(busy.get(new Key(run, attempt)));
    }
    worker.ifPresent(WorkerProcess::kill);
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

  private static void warn(String what, Exception e) {
    System.getLogger(WorkerPool.class.getName()).log(System.Logger.Level.WARNING, what, e);
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
  }
}
