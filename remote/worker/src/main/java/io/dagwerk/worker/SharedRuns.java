package io.dagwerk.worker;

import io.dagwerk.execution.HostedRuns;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.SharedWorkerOrder;
import io.dagwerk.protocol.v1.CodeLocationProto.StopWorkerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The runs of a worker that several share: each has a thread, a link to its host and a file for
/// its events of its own. More come by the standard input until that ends; the worker ends when it
/// has, and the last of its runs.
///
/// Whoever started the worker is told the end of each run, and when it should get no more: a step
/// was left behind and goes on, or the heap stays full.
final class SharedRuns {
  /// Of the largest heap, what may be in use after a collection, in percent.
  private static final int MOST_HEAP = 70;

  private final WorkerRun.Executing code;
  private final RunHosts hosts;
  private final SharedOutput output;
  private final StarterPipe starter;
  private final Map<Key, WorkerRun> runs = new HashMap<>();
  private boolean isFull;

  private record Key(String run, int attempt) {}

  /// @param starter told what becomes of the runs
  SharedRuns(WorkerRun.Executing code, RunHosts hosts, SharedOutput output, StarterPipe starter) {
    this.code = code;
    this.hosts = hosts;
    this.output = output;
    this.starter = starter;
  }

  /// Brings a run to its end, and all that come after it.
  ///
  /// @param orders a delimited [SharedWorkerOrder] each
  WorkerRun.Exit serve(LaunchWorkerRequest first, InputStream orders) throws InterruptedException {
    begin(first);
    try {
      follow(orders);
    } catch (IOException e) {
      // Whoever ordered is gone, in the middle of a word: nothing more comes.
    }
    awaitAll();
    return WorkerRun.Exit.DONE;
  }

  private void follow(InputStream orders) throws IOException {
    for (SharedWorkerOrder order = SharedWorkerOrder.parseDelimitedFrom(orders);
        order != null;
        order = SharedWorkerOrder.parseDelimitedFrom(orders)) {
      switch (order.getKindCase()) {
        case LAUNCH -> begin(order.getLaunch());
        case STOP -> stop(order.getStop());
        case KIND_NOT_SET -> {
          // Whoever started this worker is of the same version.
        }
      }
    }
  }

  private void begin(LaunchWorkerRequest request) {
    Key key = new Key(request.getRun(), request.getAttempt());
    WorkerRun run =
        new WorkerRun(code, request, "worker-" + ProcessHandle.current().pid(), output.ofRun());
    synchronized (this) {
      runs.put(key, run);
    }
    Thread.ofPlatform().daemon().name("dagwerk-run-" + key.run()).start(() -> execute(key, run));
  }

  private void execute(Key key, WorkerRun run) {
    String how = "its worker failed";
    try {
      how =
          switch (run.run(hosts, hosts.spool(key.run() + "-" + key.attempt()))) {
            case DONE -> "its run is over; its worker goes on";
            case REFUSED -> "the run host refused it";
            case UNHEARD -> "the run host was away for too long";
            case FAILED -> "it could not go on";
          };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
      how = "its worker failed: " + e;
    } finally {
      over(key, how);
    }
  }

  private void over(Key key, String how) {
    if (HostedRuns.isLeftBehind(RunId.of(key.run()))) {
      starter.stuck();
    }
    starter.ended(key.run(), key.attempt(), how);
    boolean becomesFull;
    synchronized (this) {
      runs.remove(key);
      becomesFull = !isFull && HeapAfterCollection.percent() > MOST_HEAP;
      isFull |= becomesFull;
      notifyAll();
    }
    if (becomesFull) {
      starter.full();
    }
  }

  private void stop(StopWorkerRequest request) {
    Optional<WorkerRun> run;
    synchronized (this) {
      run = Optional.ofNullable(runs.get(new Key(request.getRun(), request.getAttempt())));
    }
    run.ifPresent(it -> it.stop("its host stopped its worker"));
  }

  private synchronized void awaitAll() throws InterruptedException {
    while (!runs.isEmpty()) {
      wait();
    }
  }
}
