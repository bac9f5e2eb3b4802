package io.dagwerk.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks a run to stop. It can be asked before the run starts, and more than once; the first reason
/// counts. Thread-safe.
public final class Cancellation {
  private final List<Consumer<String>> listeners = new ArrayList<>();
  private Optional<String> reason = Optional.empty();

  /// @param why one sentence for the people who look at the run
  public void cancel(String why) {
    List<Consumer<String>> told;
    synchronized (this) {
      if (reason.isPresent()) {
        return;
      }
      reason = Optional.of(why);
      told = List.copyOf(listeners);
    }
    told.forEach(listener -> listener.accept(why));
  }

  /// The reason, once it was asked.
  public synchronized Optional<String> reason() {
    return reason;
  }

  /// Calls `listener` when it is asked, or at once when it was.
  ///
  /// @return ends that, so that a long life of this keeps nothing of the listener alive
  Listening listen(Consumer<String> listener) {
    Optional<String> already;
    synchronized (this) {
      already = reason;
      listeners.add(listener);
    }
    already.ifPresent(listener);
    return () -> forget(listener);
  }

  /// While somebody listens.
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  private synchronized void forget(Consumer<String> listener) {
    listeners.remove(listener);
  }

  /// How many listen.
  synchronized int listeners() {
    return listeners.size();
  }
}
