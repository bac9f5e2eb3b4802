package io.dagwerk.runhost;

import io.dagwerk.model.Isolation;
import io.dagwerk.protocol.ProcessIdentity;
import java.util.Optional;
import java.util.function.Consumer;

/// Kills the processes of workers of this machine, whoever started them. One that runs share is
/// left to its code server, which knows of all of them. Thread-safe.
///
/// @param later does something after a while
/// @param killing kills a process, and waits for nothing
record LostProcesses(RunStore store, Consumer<Runnable> later, Consumer<ProcessIdentity> killing) {
  static LostProcesses of(RunStore store, Consumer<Runnable> later) {
    return new LostProcesses(
        store,
        later,
        process -> {
          var _ = Thread.startVirtualThread(process::kill);
        });
  }

  void kill(Attempt open, Attachment worker) {
    alone(open, worker).ifPresent(killing);
  }

  /// Kills a worker that is lost, may live, and may not have heard that it is refused: once its run
  /// has its end, or another attempt. A worker that has found another host, which took the run in
  /// the moment in which this one took the worker for lost, is that host's.
  ///
  /// @param lost as it was when its worker was found to be lost
  void killOnceOver(Attempt lost, Attachment worker) {
    alone(lost, worker).ifPresent(process -> later.accept(() -> look(lost, process)));
  }

  private static Optional<ProcessIdentity> alone(Attempt open, Attachment worker) {
    return open.plan().process().isolation() == Isolation.SHARED
        ? Optional.empty()
        : worker.process();
  }

  private void look(Attempt lost, ProcessIdentity process) {
    Optional<Attempt> open;
    try {
      // Another host may have had it meanwhile.
      store.forgetWhatIsKnown(lost.run());
      open = store.attempt(lost.run()).filter(newest -> newest.number() == lost.number());
    } catch (RuntimeException unknown) {
      // Who closes the run says that the store fails.
      later.accept(() -> look(lost, process));
      return;
    }
    if (open.isEmpty()) {
      killing.accept(process);
    } else if (open.get().host().equals(lost.host())) {
      later.accept(() -> look(lost, process));
    }
  }
}
