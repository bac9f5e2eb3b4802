package io.dagwerk.execution;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import java.util.function.Consumer;

/// The hooks of one attempt's end, on their own thread.
final class Hooks {
  private final GatedSink events;
  private final Thread thread;

  /// @param ended called on the thread of the hooks as its last act
  Hooks(StepBody body, StepKey key, Event.OfStep end, EventSink log, Consumer<Hooks> ended) {
    this.events = new GatedSink(log);
    this.thread =
        Thread.ofVirtual()
            .name("hooks of " + key)
            .unstarted(() -> {
              try {
                body.finished(key, end, events);
              } catch (Throwable e) {
                events.append(new Event.HookFailed(key, "hooks", ErrorInfo.of(e)));
              } finally {
                ended.accept(this);
              }
            });
  }

  void start() {
    thread.start();
  }

  /// Interrupts them and lets go of them: nothing that they still do is heard.
  void leave() {
    events.close();
    thread.interrupt();
  }
}
