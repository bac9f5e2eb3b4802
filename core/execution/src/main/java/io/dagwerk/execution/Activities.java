package io.dagwerk.execution;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// What a run does beside its loop just now. Confined to the loop's thread.
final class Activities {
  private final Alarms alarms;
  private final RunOptions options;
  private final SequencedSet<Activity> running = new LinkedHashSet<>();

  Activities(Alarms alarms, RunOptions options) {
    this.alarms = alarms;
    this.options = options;
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  boolean hasFreePlace() {
    return running.size() < options.mostParallel();
  }

  /// @param longest how long it may take
  void start(Activity activity, Optional<Duration> longest) {
    longest.ifPresent(most -> activity.alarm(alarms.ringIn(most, new Signal.Expired(activity))));
    running.add(activity);
    activity.start();
  }

  /// Takes note of an end.
  ///
  /// @return false when it was left behind before, so that its end is of no interest
  boolean end(Activity activity) {
    activity.close();
    return running.remove(activity);
  }

  /// Asks it to stop, because it took too long.
  void expire(Activity activity) {
    if (running.contains(activity)) {
      activity.expire();
      activity.alarm(alarms.ringIn(options.grace(), new Signal.Stuck(activity)));
    }
  }

  /// Asks all to stop but hooks, which may be telling somebody that the run stops.
  void interruptSteps() {
    for (Activity each : running) {
      switch (each) {
        case Attempt _, Look _ -> each.interrupt();
        case RunningHook _ -> {}
      }
    }
  }

  /// Asks all to stop, and lets go of them at once.
  ///
  /// @return what was still running
  List<Activity> leaveBehind() {
    List<Activity> left = List.copyOf(running);
    running.clear();
    for (Activity each : left) {
      each.interrupt();
      each.close();
    }
    return left;
  }
}
