package io.dagwerk.automation.schedule;

import io.dagwerk.automation.tick.StartedTick;
import io.dagwerk.automation.tick.TickEnd;
import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.ScheduleSnapshot;
import io.dagwerk.model.ScheduleSnapshot.Timing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is kept of a schedule between turns. Immutable.
///
/// @param since when it was started or stopped
/// @param timing by which its ticks were last judged
/// @param begunUpTo no tick at or before this is begun any more
/// @param open the ticks that have begun and not ended, oldest first
public record ScheduleState(
    InstigatorStatus status, Instant since, Timing timing, Instant begunUpTo, List<OpenTick> open) {
  public ScheduleState {
    open = List.copyOf(open);
  }

  /// A schedule that nobody has switched yet, first seen now.
  public static ScheduleState firstSeen(ScheduleSnapshot schedule, Instant now) {
    return new ScheduleState(schedule.byDefault(), now, schedule.timing(), now, List.of());
  }

  /// Switched on: its ticks count from now; those of the time when it was off are not made up for.
  public ScheduleState started(Instant now) {
    return status == InstigatorStatus.RUNNING
        ? this
        : new ScheduleState(
            InstigatorStatus.RUNNING, now, timing, later(begunUpTo, now), List.of());
  }

  /// Switched off: what is under way takes no effect any more.
  public ScheduleState stopped(Instant now) {
    return status == InstigatorStatus.STOPPED
        ? this
        : new ScheduleState(InstigatorStatus.STOPPED, now, timing, begunUpTo, List.of());
  }

  /// With other times, which count from now: no tick of theirs is in the past.
  ScheduleState retimed(Timing other, Instant now) {
    return new ScheduleState(status, since, other, later(begunUpTo, now), open);
  }

  ScheduleState with(Instant begun, List<OpenTick> nowOpen) {
    return new ScheduleState(status, since, timing, later(begunUpTo, begun), nowOpen);
  }

  /// The attempt at a tick that is under way, as [io.dagwerk.automation.tick.TickCommit] asks.
  public Optional<StartedTick> findStarted(Instant at) {
    for (OpenTick tick : open) {
      if (tick.at().equals(at) && tick instanceof OpenTick.Evaluating(StartedTick started)) {
        return Optional.of(started);
      }
    }
    return Optional.empty();
  }

  /// After the end of an attempt that was accepted.
  public ScheduleState ended(StartedTick attempt, TickEnd end) {
    List<OpenTick> others = new ArrayList<>();
    for (OpenTick tick : open) {
      if (!tick.at().equals(attempt.at())) {
        others.add(tick);
      } else if (end instanceof TickEnd.Failed(_, Optional<Instant> retryAt)
          && retryAt.isPresent()) {
        others.add(new OpenTick.Waiting(attempt.at(), attempt.attempt(), retryAt.get()));
      }
    }
    return new ScheduleState(status, since, timing, begunUpTo, others);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
