package io.dagwerk.execution;

import java.util.Optional;
import java.util.function.Consumer;

/// Something that a run does beside its loop, on a thread of its own, and that it can ask to stop
/// and leave behind. Confined to the loop's thread, but for [#work].
abstract sealed class Activity permits Attempt, Look, RunningHook {
  private final Permit permit;
  private final Thread thread;
  private Optional<Timer.Alarm> alarm = Optional.empty();
  private boolean expired;

  /// @param inbox where the loop is told its end, as the last act of its thread
  Activity(Thread.Builder threads, EventSink events, Consumer<Signal> inbox) {
    this.permit = new Permit(events);
    this.thread = threads.unstarted(() -> inbox.accept(work()));
  }

  /// What it does on its thread.
  ///
  /// @return how it ended
  abstract Signal work();

  final Permit permit() {
    return permit;
  }

  final void start() {
    thread.start();
  }

  /// Rings when it has taken too long.
  final void alarm(Timer.Alarm next) {
    alarm = Optional.of(next);
  }

  /// Asks it to stop, because it has taken too long.
  final void expire() {
    expired = true;
    permit.expire();
    thread.interrupt();
  }

  final boolean isExpired() {
    return expired;
  }

  /// Asks it to stop.
  final void interrupt() {
    permit.stop();
    thread.interrupt();
  }

  /// Lets go of it: nothing that it still does is heard.
  final void close() {
    alarm.ifPresent(Timer.Alarm::cancel);
    permit.close();
  }
}
