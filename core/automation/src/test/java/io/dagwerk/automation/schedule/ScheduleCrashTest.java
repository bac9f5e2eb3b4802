package io.dagwerk.automation.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.tick.StartedTick;
import io.dagwerk.automation.tick.TickCommit;
import io.dagwerk.automation.tick.TickEnd;
import io.dagwerk.automation.tick.Turn;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.Retry;
import io.dagwerk.model.ScheduleSnapshot;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several replicas turn one schedule; they stall and vanish at any point, and the clock jumps.
/// Every minute that passes is asked for once, and none twice.
class ScheduleCrashTest {
  private static final Instant START = Instant.parse("2001-01-01T00:00:30Z");
  private static final int MINUTES = 40;

  private final ScheduleSnapshot schedule = schedule();
  private final ScheduleRule rule = ScheduleRule.of(schedule, "code");

  // What is stored.
  private ScheduleState stored = ScheduleState.firstSeen(schedule, START);
  private long fence = 1;
  private final List<Instant> asked = new ArrayList<>();

  private static ScheduleSnapshot schedule() {
    ScheduleSnapshot minutely = Schedules.cron("* * * * *");
    return new ScheduleSnapshot(
        minutely.name(),
        "",
        minutely.timing(),
        minutely.asks(),
        minutely.job(),
        Optional.empty(),
        100,
        Retry.times(1000),
        minutely.byDefault(),
        minutely.tags());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  @Covers("S33.1")
  void everyTickIsAskedForExactlyOnce(long seed) {
    Random random = new Random(seed);
    List<StartedTick> stalled = new ArrayList<>();
    Instant now = START;
    for (int step = 0; step < MINUTES * 6; step++) {
      now = now.plusSeconds(10);
      if (random.nextInt(5) == 0) {
        fence++;
      }
      // A host's clock may be minutes off.
      Instant shown = now.plusSeconds(random.nextInt(10) == 0 ? random.nextInt(600) - 300 : 0);
      stalled.addAll(turn(random, shown));
      if (!stalled.isEmpty() && random.nextBoolean()) {
        commit(stalled.remove(random.nextInt(stalled.size())));
      }
    }
    settle(now.plus(Duration.ofMinutes(10)));

    assertThat(asked).as("seed %d", seed).doesNotHaveDuplicates();
    Set<Instant> expected = new TreeSet<>();
    for (int minute = 1; minute <= MINUTES + 10; minute++) {
      expected.add(START.truncatedTo(ChronoUnit.HOURS).plusSeconds(60L * minute));
    }
    assertThat(new TreeSet<>(asked)).as("seed %d", seed).containsAll(expected);
  }

  /// A turn that may end anywhere; what it has begun and not committed is given back.
  private List<StartedTick> turn(Random random, Instant now) {
    ScheduleState read = stored;
    ScheduleTurn turn = rule.turn(read, new Turn(fence, now));
    if (random.nextInt(4) == 0 || !read.equals(stored)) {
      return List.of();
    }
    stored = turn.state();
    List<StartedTick> left = new ArrayList<>();
    for (StartedTick tick : turn.begin()) {
      if (random.nextInt(3) == 0) {
        left.add(tick);
      } else {
        commit(tick);
      }
    }
    return left;
  }

  private void commit(StartedTick tick) {
    Optional<TickCommit.Refusal> refusal =
        TickCommit.refusal(
            tick, new TickCommit.Standing(fence, stored.findStarted(tick.at()), Optional.empty()));
    if (refusal.isEmpty()) {
      asked.add(tick.at());
      TickEnd end = new TickEnd.Succeeded(List.of(LaunchRun.ofJob("job")), List.of(), List.of());
      stored = stored.ended(tick, end);
    }
  }

  /// One healthy replica at the end.
  private void settle(Instant now) {
    fence++;
    ScheduleTurn turn = rule.turn(stored, new Turn(fence, now));
    stored = turn.state();
    turn.begin().forEach(this::commit);
  }
}
