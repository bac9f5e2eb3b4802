package io.dagwerk.runhost;

import io.dagwerk.model.Isolation;
import io.dagwerk.protocol.ProcessIdentity;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Kills the processes of workers of this machine, whoever started them. One that runs share is
/// left to its code server, which knows of all of them. Thread-safe.
///
/// @param grace how long a worker that is lost has to hear that it is refused
/// @param killing kills a process, and waits for nothing
record LostProcesses(
    RunStore store, Later later, Duration grace, Consumer<ProcessIdentity> killing) {
  /// How often it is looked whether a run is over.
  static final Duration LOOK = Duration.ofSeconds(5);

  /// How long a worker may still hand over what it has printed, after it ended its run at another
  /// host.
  static final Duration LAST_WORDS = Duration.ofSeconds(30);

  /// Does something after a while, on a thread that may wait.
  interface Later {
    void after(Duration time, Runnable step);
  }

  static LostProcesses of(RunStore store, ScheduledExecutorService watch, Duration grace) {
    return new LostProcesses(
        store,
        (time, step) -> {
          var _ =
              watch.schedule(
                  () -> Thread.startVirtualThread(step), time.toMillis(), TimeUnit.MILLISECONDS);
        },
        grace,
        process -> {
          var _ = Thread.startVirtualThread(process::kill);
        });
  }

  void kill(Attempt open, Attachment worker) {
    alone(open, worker).ifPresent(killing);
  }

  /// Kills a worker that is lost, may live, and may not have heard that it is refused: when another
  /// attempt has its run, or some time after that has its end. Until then the worker may be with
  /// another host, which took the run in the moment in which this one took the worker for lost.
  ///
  /// @param lost as it was when its worker was found to be lost
  void killOnceOver(Attempt lost, Attachment worker) {
    alone(lost, worker).ifPresent(process -> later.after(grace, () -> look(lost, process, false)));
  }

  private static Optional<ProcessIdentity> alone(Attempt open, Attachment worker) {
    return open.plan().process().isolation() == Isolation.SHARED
        ? Optional.empty()
        : worker.process().filter(process -> !process.isElsewhere());
  }

  private void look(Attempt lost, ProcessIdentity process, boolean wasOver) {
    if (process.isGone()) {
      return;
    }
    Optional<Attempt> newest;
    try {
      newest = store.attempt(lost.run());
    } catch (RuntimeException unknown) {
      // Whoever has the run says that the store fails.
      later.after(LOOK, () -> look(lost, process, wasOver));
      return;
    }
    if (newest.filter(it -> it.number() == lost.number()).isPresent()) {
      later.after(LOOK, () -> look(lost, process, false));
    } else if (newest.isPresent() || wasOver) {
      killing.accept(process);
    } else {
      later.after(LAST_WORDS, () -> look(lost, process, true));
    }
  }
}
