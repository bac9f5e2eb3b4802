package io.dagwerk.worker;

import java.util.Optional;
import java.util.concurrent.CancellationException;

/// Whether a run is still this worker's to bring to its end, as far as it can know. Thread-safe.
final class RunHold {
  private LastHeard heard = LastHeard.UNBOUNDED;
  private Optional<String> lost = Optional.empty();

  /// A host has welcomed the worker.
  synchronized void welcomed(LastHeard hello) {
    heard = hello;
    notifyAll();
  }

  /// The host has answered what was sent then.
  synchronized void answered(long sentAt) {
    heard = heard.answered(sentAt);
    notifyAll();
  }

  /// The host does not want the worker.
  synchronized void lose(String reason) {
    lost = Optional.of(reason);
    notifyAll();
  }

  /// Waits until the host has heard the worker so lately that nobody else can have the run.
  ///
  /// @throws CancellationException when somebody else has it, or the wait was interrupted
  synchronized void requireCurrent() {
    while (lost.isEmpty() && !heard.isCurrent(System.nanoTime())) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException(
            "interrupted while it waited for its host to say that the run is still its own");
      }
    }
    if (lost.isPresent()) {
      throw new CancellationException(
          "the run is no longer this worker's, so it must not store any more: " + lost.get());
    }
  }
}
