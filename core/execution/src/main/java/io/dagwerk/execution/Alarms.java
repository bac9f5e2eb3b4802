package io.dagwerk.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The alarms of a run, each of which becomes a signal to its loop. Confined to the loop's thread.
final class Alarms {
  private final Timer timer;
  private final Inbox inbox;
  private final List<Timer.Alarm> ofRun = new ArrayList<>();
  private Optional<OfRetry> ofRetry = Optional.empty();

  Alarms(Timer timer, Inbox inbox) {
    this.timer = timer;
    this.inbox = inbox;
  }

  private record OfRetry(Instant due, Timer.Alarm alarm) {}

  Timer.Alarm ring(Instant due, Signal signal) {
    Duration left = Duration.between(timer.now(), due);
    return timer.after(left.isNegative() ? Duration.ZERO : left, () -> inbox.add(signal));
  }

  Timer.Alarm ringIn(Duration time, Signal signal) {
    return ring(timer.now().plus(Waits.bounded(time)), signal);
  }

  /// Rings unless the run ends before.
  void ringInRun(Instant due, Signal signal) {
    ofRun.add(ring(due, signal));
  }

  /// Rings when the next retry falls due, if one is awaited.
  void awaitRetry(Optional<Instant> due) {
    if (!due.equals(ofRetry.map(OfRetry::due))) {
      ofRetry.ifPresent(before -> before.alarm().cancel());
      ofRetry = due.map(when -> new OfRetry(when, ring(when, new Signal.RetryDue())));
    }
  }

  /// Takes note that the alarm of a retry has rung.
  void retryIsDue() {
    ofRetry = Optional.empty();
  }

  /// None rings any more, but those of activities, which are cancelled with them.
  void cancel() {
    ofRun.forEach(Timer.Alarm::cancel);
    ofRetry.ifPresent(waiting -> waiting.alarm().cancel());
  }
}
