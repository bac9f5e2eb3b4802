package io.dagwerk.worker;

import io.dagwerk.execution.SecretMask;
import io.dagwerk.model.Event;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/// What is printed by no thread of a run in a worker that several runs share: nobody knows whose it
/// is, so it is in the log of none. It is told to whoever started the worker, without the secrets
/// of any run that the worker ever had. Thread-safe.
final class SharedOutput {
  private final StarterPipe starter;
  private final Set<String> secrets = new LinkedHashSet<>();
  private volatile SecretMask mask = SecretMask.of(Set.of());

  SharedOutput(StarterPipe starter) {
    this.starter = starter;
  }

  /// Tells a line that no run has printed.
  void tell(Event.Printed printed) {
    starter.printed(mask.mask(printed.line()));
  }

  /// Learns the secrets of one run, and gives it nothing.
  OtherOutput ofRun() {
    return new OtherOutput() {
      @Override
      public void begins(SecretMask ofRun, Consumer<Event.Printed> prints) {
        hide(ofRun);
      }

      @Override
      public void ends() {}
    };
  }

  /// What is told twice is hidden once, also by whoever started the worker.
  private synchronized void hide(SecretMask ofRun) {
    Set<String> unknown = new LinkedHashSet<>(ofRun.reveal());
    unknown.removeAll(secrets);
    if (!unknown.isEmpty()) {
      secrets.addAll(unknown);
      mask = SecretMask.of(secrets);
      starter.hide(SecretMask.of(unknown));
    }
  }
}
