package io.dagwerk.automation.schedule;

import io.dagwerk.automation.tick.EndedTick;
import io.dagwerk.automation.tick.StartedTick;
import io.dagwerk.automation.tick.TickEnd;
import io.dagwerk.automation.tick.Turn;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.Retry;
import io.dagwerk.model.ScheduleSnapshot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The rule of which ticks of a schedule are due, for one version of its definition. Immutable, and
/// cheap to ask again and again.
///
/// A tick is due once its time has come, whatever the clock does later: no tick is begun that is
/// not after all those begun before. Of several that are due the latest are begun, as many as the
/// schedule makes up for; the rest is missed.
public final class ScheduleRule {
  private static final int MOST_OPEN = 100;

  private final ScheduleSnapshot schedule;
  private final String codeVersion;
  private final TickTimes times;

  /// @param codeVersion of the definitions that the schedule is one of
  public ScheduleRule(ScheduleSnapshot schedule, String codeVersion, TickTimes times) {
    this.schedule = schedule;
    this.codeVersion = codeVersion;
    this.times = times;
  }

  /// With the times that the schedule's timing says.
  ///
  /// @throws io.dagwerk.cron.InvalidCron when one of its expressions is none
  public static ScheduleRule of(ScheduleSnapshot schedule, String codeVersion) {
    return new ScheduleRule(schedule, codeVersion, TickTimes.of(schedule.timing()));
  }

  public ScheduleSnapshot schedule() {
    return schedule;
  }

  /// What is to be done now. A turn that is repeated begins nothing twice.
  public ScheduleTurn turn(ScheduleState before, Turn turn) {
    if (before.status() == InstigatorStatus.STOPPED) {
      return new ScheduleTurn(before, List.of(), Optional.empty(), List.of(), Optional.empty());
    }
    ScheduleState state =
        before.timing().equals(schedule.timing())
            ? before
            : before.retimed(schedule.timing(), turn.now());
    Again again = new Again(turn);
    state.open().forEach(again::add);
    List<Instant> due = due(state.begunUpTo(), turn.now());
    Optional<MissedTicks> missed =
        due.isEmpty() ? Optional.empty() : missed(state.begunUpTo(), due.getFirst());
    for (Instant at : due) {
      again.begin(at, 1);
    }
    Instant begunUpTo = due.isEmpty() ? state.begunUpTo() : due.getLast();
    return new ScheduleTurn(
        again.open.equals(state.open()) && due.isEmpty()
            ? state
            : state.with(begunUpTo, again.open),
        again.begin,
        missed,
        again.givenUp,
        wakeAt(begunUpTo, again.open));
  }

  /// When an attempt that failed now is made again; empty when the tick is given up.
  public Optional<Instant> retryAt(ScheduleState state, StartedTick attempt, Instant now) {
    Retry retry = schedule.retry();
    boolean isLast = attempt.attempt() > retry.retries() || state.open().size() > MOST_OPEN;
    return isLast
        ? Optional.empty()
        : Optional.of(now.plus(retry.delayBefore(attempt.attempt(), 1)));
  }

  /// The next tick after an instant.
  public Optional<Instant> nextTick(Instant after) {
    return times.next(after);
  }

  /// The latest ticks that are due, in order, no more than are made up for.
  private List<Instant> due(Instant begunUpTo, Instant now) {
    ArrayDeque<Instant> due = new ArrayDeque<>();
    Optional<Instant> tick = times.previous(now.plusNanos(1));
    while (tick.isPresent()
        && tick.get().isAfter(begunUpTo)
        && due.size() < schedule.mostCaughtUp()) {
      due.addFirst(tick.get());
      tick = times.previous(tick.get());
    }
    return List.copyOf(due);
  }

  private Optional<MissedTicks> missed(Instant begunUpTo, Instant firstDue) {
    Optional<Instant> last = times.previous(firstDue).filter(tick -> tick.isAfter(begunUpTo));
    if (last.isEmpty()) {
      return Optional.empty();
    }
    Instant first = times.next(begunUpTo).orElseThrow();
    int count = 0;
    Optional<Instant> tick = Optional.of(first);
    while (tick.isPresent() && tick.get().isBefore(firstDue) && count < MissedTicks.MOST_COUNTED) {
      count++;
      tick = times.next(tick.get());
    }
    return Optional.of(new MissedTicks(first, last.get(), count));
  }

  private Optional<Instant> wakeAt(Instant begunUpTo, List<OpenTick> open) {
    Stream<Instant> retries =
        open.stream()
            .flatMap(tick ->
                tick instanceof OpenTick.Waiting waiting
                    ? Stream.of(waiting.until())
                    : Stream.empty());
    return Stream.concat(times.next(begunUpTo).stream(), retries).min(Instant::compareTo);
  }

  /// What becomes of open ticks in a turn.
  private final class Again {
    private final Turn turn;
    private final List<OpenTick> open = new ArrayList<>();
    private final List<StartedTick> begin = new ArrayList<>();
    private final List<EndedTick> givenUp = new ArrayList<>();

    Again(Turn turn) {
      this.turn = turn;
    }

    void begin(Instant at, int attempt) {
      StartedTick started =
          new StartedTick(at, attempt, turn.fence(), codeVersion, Optional.empty());
      begin.add(started);
      open.add(new OpenTick.Evaluating(started));
    }

    void add(OpenTick tick) {
      switch (tick) {
        case OpenTick.Waiting(Instant at, int attempt, Instant until) -> {
          if (until.isAfter(turn.now())) {
            open.add(tick);
          } else {
            begin(at, attempt + 1);
          }
        }
        case OpenTick.Evaluating(StartedTick started) -> {
          if (started.fence() == turn.fence()) {
            open.add(tick);
          } else {
            takeOver(started);
          }
        }
      }
    }

    /// Who started it lost the lease, and cannot end it any more.
    private void takeOver(StartedTick started) {
      if (started.attempt() <= schedule.retry().retries()) {
        begin(started.at(), started.attempt() + 1);
        return;
      }
      ErrorInfo lost =
          ErrorInfo.ofMessage(
              "Lost",
              "whoever made the last of %d attempts was gone before its end"
                  .formatted(started.attempt()));
      givenUp.add(
          new EndedTick(
              started.at(), started.attempt(), new TickEnd.Failed(lost, Optional.empty())));
    }
  }
}
