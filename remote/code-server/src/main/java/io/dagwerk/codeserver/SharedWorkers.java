package io.dagwerk.codeserver;

import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerReply;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.WorkerEnded;
import io.dagwerk.worker.StarterPipe.Told;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The workers that several runs share: a run gets a place in one that lives, else there is one
/// more. Thread-safe.
final class SharedWorkers implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SharedWorkers.class.getName());

  /// How often a run is given to another worker because one has ended just now.
  private static final int MOST_TRIES = 3;

  /// How long a run may take to end that was asked to: longer than what stops is waited for in it.
  private static final Duration LONGEST_END = Duration.ofSeconds(15);

  /// How long the other runs of a worker may take in which code goes on that did not heed its
  /// interrupt.
  private static final Duration LONGEST_LEFT = Duration.ofMinutes(10);

  private final Processes processes;
  private final Consumer<WorkerEnded> ends;
  private final SharedWorker.Bounds bounds;
  private final List<SharedWorker> workers = new CopyOnWriteArrayList<>();
  private final Object starting = new Object();

  /// Told of each end of a run.
  private final Object places = new Object();

  /// Where the processes come from.
  interface Processes {
    /// One that waits for a run, or starts.
    ///
    /// @throws IOException when there is none, and none can be started
    WorkerProcess take(LaunchWorkerRequest run, BooleanSupplier wanted)
        throws IOException, InterruptedException;
  }

  /// @param ends told the end of each attempt
  SharedWorkers(Processes processes, Consumer<WorkerEnded> ends, SharedWorker.Bounds bounds) {
    this.processes = processes;
    this.ends = ends;
    this.bounds = bounds;
  }

  /// Gives a run to a worker.
  ///
  /// @param wanted whether whoever asked still waits
  /// @throws IOException when no process can be started
  LaunchWorkerReply launch(LaunchWorkerRequest run, BooleanSupplier wanted)
      throws IOException, InterruptedException {
    for (int tried = 1; ; tried++) {
      SharedWorker worker = placed(run, wanted);
      boolean isWarm = worker.process().isReady();
      try {
        worker.give(run);
        return LaunchWorkerReply.newBuilder().setWorker(name(worker)).setWarm(isWarm).build();
      } catch (IOException e) {
        if (tried == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  private SharedWorker placed(LaunchWorkerRequest run, BooleanSupplier wanted)
      throws IOException, InterruptedException {
    Optional<SharedWorker> place = place(SharedWorker.Key.of(run));
    if (place.isPresent()) {
      return place.get();
    }
    // Who waits here finds a place in what the one before has started.
    synchronized (starting) {
      place = awaitPlace(SharedWorker.Key.of(run));
      return place.isPresent() ? place.get() : start(run, wanted);
    }
  }

  private Optional<SharedWorker> awaitPlace(SharedWorker.Key key) throws InterruptedException {
    long until = System.nanoTime() + bounds.patience().toNanos();
    synchronized (places) {
      Optional<SharedWorker> place = place(key);
      while (place.isEmpty() && workers.stream().anyMatch(SharedWorker::isOpen)) {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (left <= 0) {
          return place;
        }
        places.wait(left);
        place = place(key);
      }
      return place;
    }
  }

  private Optional<SharedWorker> place(SharedWorker.Key key) {
    return workers.stream().filter(worker -> worker.promise(key)).findFirst();
  }

  private SharedWorker start(LaunchWorkerRequest run, BooleanSupplier wanted)
      throws IOException, InterruptedException {
    SharedWorker worker = new SharedWorker(processes.take(run, wanted), bounds);
    worker.process().listen(told -> hear(worker, told));
    if (!worker.promise(SharedWorker.Key.of(run))) {
      throw new IOException("worker-%d ended just now".formatted(worker.process().pid()));
    }
    workers.add(worker);
    var _ = worker.process().ended().thenAccept(end -> processEnded(worker, end));
    return worker;
  }

  private void hear(SharedWorker worker, Told told) {
    switch (told) {
      case Told.Ended(String run, int attempt, String how) -> {
        if (worker.end(new SharedWorker.Key(run, attempt))) {
          synchronized (places) {
            places.notifyAll();
          }
          ends.accept(ended(worker, new SharedWorker.Key(run, attempt), how).build());
        }
      }
      case Told.Stuck _ -> leave(worker, "a step that ignores its interrupt goes on in it");
      case Told.Full _ -> {
        if (worker.retire()) {
          say(worker, "most of its heap stays in use");
        }
      }
      case Told.Printed(String line) ->
          LOG.log(Level.INFO, "%s printed: %s".formatted(name(worker), line));
      case Told.Ready _, Told.Hide _, Told.Over _ -> {
        // Of the process itself.
      }
    }
  }

  /// Its other runs are let end for a while.
  private void leave(SharedWorker worker, String why) {
    if (worker.retire()) {
      say(worker, why);
    }
    after(LONGEST_LEFT, worker.process()::kill);
  }

  private static void say(SharedWorker worker, String why) {
    LOG.log(Level.INFO, "%s gets no more runs: %s".formatted(name(worker), why));
  }

  private static void after(Duration time, Runnable action) {
    CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS).execute(action);
  }

  private void processEnded(SharedWorker worker, WorkerProcess.End end) {
    workers.remove(worker);
    for (SharedWorker.Key key : worker.takeAll()) {
      WorkerEnded.Builder told = ended(worker, key, end.how() + "; other runs shared its process");
      end.crashReport().ifPresent(told::setCrashReport);
      ends.accept(told.build());
    }
  }

  private static WorkerEnded.Builder ended(SharedWorker worker, SharedWorker.Key key, String how) {
    return WorkerEnded.newBuilder()
        .setRun(key.run())
        .setAttempt(key.attempt())
        .setWorker(name(worker))
        .setHow(how);
  }

  private static String name(SharedWorker worker) {
    return "worker-" + worker.process().pid();
  }

  /// Ends an attempt, and no other of its worker; nothing when it is not there.
  void stop(String run, int attempt) {
    SharedWorker.Key key = new SharedWorker.Key(run, attempt);
    for (SharedWorker worker : workers) {
      if (worker.has(key)) {
        worker.stop(key);
        after(LONGEST_END, () -> giveUp(worker, key));
      }
    }
  }

  private void giveUp(SharedWorker worker, SharedWorker.Key key) {
    if (worker.giveUp(key)) {
      String why = "it did not end within %s".formatted(LONGEST_END.toSeconds() + " s");
      ends.accept(ended(worker, key, why).build());
      leave(worker, "run %s did not end in it".formatted(key.run()));
    }
  }

  /// Whether a process has a run.
  boolean isBusy(long pid) {
    return workers.stream().anyMatch(worker -> worker.process().pid() == pid && !worker.isIdle());
  }

  /// Ends those without a run; the others end with their last.
  @Override
  public void close() {
    for (SharedWorker worker : workers) {
      var _ = worker.retire();
      if (worker.isIdle()) {
        worker.process().kill();
      }
    }
  }
}
