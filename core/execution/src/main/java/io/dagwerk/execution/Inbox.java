package io.dagwerk.execution;

import io.dagwerk.plan.Halt;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Signals from all threads to the one of the loop, in the order in which they came. An interrupt
/// of the loop's thread is one of them. What waits in it is bounded by what the run has running.
final class Inbox {
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private boolean interrupted;

  void add(Signal signal) {
    signals.add(signal);
  }

  /// The next signal, if one is waiting.
  Optional<Signal> poll() {
    return Optional.ofNullable(signals.poll());
  }

  /// Waits for the next signal. What could come late has an alarm that is one.
  Signal take() {
    try {
      return signals.take();
    } catch (InterruptedException e) {
      interrupted = true;
      return new Signal.Stop(new Halt.Canceled("the thread of the run was interrupted"));
    }
  }

  /// Gives the interrupt on to whoever called the loop.
  void restoreInterrupt() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
