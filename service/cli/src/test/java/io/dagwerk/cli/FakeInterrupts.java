package io.dagwerk.cli;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Ctrl-C as a test presses it. Thread-safe.
final class FakeInterrupts implements Interrupts {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  void press() {
    listeners.forEach(Runnable::run);
  }

  boolean areHeard() {
    return !listeners.isEmpty();
  }

  @Override
  public Listening listen(Runnable pressed) {
    listeners.add(pressed);
    return () -> listeners.remove(pressed);
  }
}
