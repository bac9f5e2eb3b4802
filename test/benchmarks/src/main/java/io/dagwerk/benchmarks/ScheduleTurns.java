package io.dagwerk.benchmarks;

import io.dagwerk.automation.schedule.ScheduleRule;
import io.dagwerk.automation.schedule.ScheduleState;
import io.dagwerk.automation.tick.Turn;
import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.Retry;
import io.dagwerk.model.ScheduleSnapshot;
import io.dagwerk.model.ScheduleSnapshot.Asks;
import io.dagwerk.model.ScheduleSnapshot.Timing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A turn of 10,000 schedules, of which 100 are due.
@State(Scope.Benchmark)
public class ScheduleTurns {
  private static final int COUNT = 10_000;
  private static final int DUE = 100;
  private static final Instant START = Instant.parse("2001-01-01T00:00:00Z");
  private static final Turn NOW = new Turn(1, Instant.parse("2001-01-01T06:00:00Z"));

  private final List<ScheduleRule> rules = new ArrayList<>();
  private final List<ScheduleState> states = new ArrayList<>();

  public ScheduleTurns() {
    for (int i = 0; i < COUNT; i++) {
      boolean isDue = i < DUE;
      String cron = isDue ? "0 6 * * *" : "%d %d * * *".formatted(i % 59 + 1, 7 + i % 17);
      ScheduleSnapshot schedule = schedule("schedule_" + i, cron);
      rules.add(ScheduleRule.of(schedule, "code"));
      states.add(ScheduleState.firstSeen(schedule, START));
    }
  }

  private static ScheduleSnapshot schedule(String name, String cron) {
    return new ScheduleSnapshot(
        name,
        "",
        new Timing.Crons(List.of(cron), "UTC"),
        Asks.RUN,
        "job",
        Optional.empty(),
        1,
        Retry.NEVER,
        InstigatorStatus.RUNNING,
        new LinkedHashMap<>());
  }

  /// @throws IllegalStateException when others are due
  @Benchmark
  public int turn() {
    int begun = 0;
    for (int i = 0; i < COUNT; i++) {
      begun += rules.get(i).turn(states.get(i), NOW).begin().size();
    }
    if (begun != DUE) {
      throw new IllegalStateException("expected %d due, but found %d".formatted(DUE, begun));
    }
    return begun;
  }
}
