package io.dagwerk.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Partitions;
import io.dagwerk.model.Partitions.CronWindows;
import io.dagwerk.model.Partitions.TimeWindows;
import io.dagwerk.model.Partitions.Windows;
import io.dagwerk.model.TimeWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class WindowEndsTest {
  private static final int DEFINITIONS = 60;
  private static final int FEW = 5;

  private long seed = 1;
  private Random random = new Random(seed);
  private RandomWindows definitions = new RandomWindows(random);

  @Test
  @Tag("slow")
  void theEndsAreThoseOfTheWindowsThatAWalkAlongTheTimeLineFinds() {
    seed = Long.getLong("dagwerk.seed", System.nanoTime());
    random = new Random(seed);
    definitions = new RandomWindows(random);
    compareSome(DEFINITIONS);
  }

  @Test
  void theEndsOfDefinitionsThatAreAlwaysTheSameAreThese() {
    compareSome(FEW);
  }

  private void compareSome(int rounds) {
    for (int i = 0; i < rounds; i++) {
      Windows windows = settled(definitions.windows(definitions.zone(), definitions.start()));
      Instant start = windows.bounds().start().atZone(windows.zone()).toInstant();
      Instant until = start.plus(Duration.ofDays(130));
      String what = "seed %d: %s".formatted(seed, windows);
      List<Instant> expected =
          new WalkedWindows(windows, start.minus(Duration.ofDays(40)), until)
              .existing(until).stream().map(TimeWindow::end).toList();

      WindowEnds ends = WindowEnds.of(windows);
      List<Instant> forwards = new ArrayList<>();
      Optional<Instant> next = ends.next(Instant.EPOCH);
      while (next.isPresent() && forwards.size() < expected.size()) {
        forwards.add(next.get());
        next =
            ends.next(next.get().plus(random.nextBoolean() ? Duration.ZERO : Duration.ofNanos(1)));
      }
      assertThat(forwards).as(what).isEqualTo(expected);
      List<Instant> backwards = new ArrayList<>();
      Optional<Instant> previous =
          expected.isEmpty() ? Optional.empty() : ends.previous(expected.getLast().plusNanos(1));
      while (previous.isPresent()) {
        backwards.addFirst(previous.get());
        previous = ends.previous(previous.get());
      }
      assertThat(backwards).as(what).isEqualTo(expected);
    }
  }

  /// Without windows before their end, and without hidden ones.
  private static Windows settled(Windows windows) {
    return switch (windows) {
      case TimeWindows times -> times.ahead(0);
      case CronWindows crons -> crons.ahead(0);
    };
  }

  @Test
  void noHourIsShorterThanAnHourWhereClocksAreSetBackByHalfOfOne() {
    WindowEnds ends =
        WindowEnds.of(Partitions.hourly("2007-03-01T00:00").atMinute(45).in("Australia/Lord_Howe"));

    assertThat(ends.next(Instant.parse("2007-03-24T14:45:00Z")))
        .contains(Instant.parse("2007-03-24T16:15:00Z"));
    assertThat(ends.previous(Instant.parse("2007-03-24T16:15:00Z")))
        .contains(Instant.parse("2007-03-24T14:45:00Z"));
  }

  @Test
  void whatIsExcludedHasNoEnd() {
    WindowEnds ends =
        WindowEnds.of(
            Partitions.daily("2001-01-01").exceptOn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));

    assertThat(ends.next(Instant.parse("2001-01-06T00:00:00Z")))
        .contains(Instant.parse("2001-01-09T00:00:00Z"));
    assertThat(ends.previous(Instant.parse("2001-01-09T00:00:00Z")))
        .contains(Instant.parse("2001-01-06T00:00:00Z"));
  }

  @Test
  void partitionsMayComeAtEachBoundaryUntilAllAreThere() {
    Partitions days =
        Partitions.times(
            Partitions.fixed("eu", "us"), Partitions.daily("2001-01-01").until("2001-01-04"));

    assertThat(change(days, "2001-01-02T05:00:00Z"))
        .contains(Instant.parse("2001-01-03T00:00:00Z"));
    assertThat(change(days, "2001-01-03T00:00:00Z"))
        .contains(Instant.parse("2001-01-04T00:00:00Z"));
    assertThat(change(days, "2001-01-04T00:00:00Z")).isEmpty();
    assertThat(change(Partitions.fixed("eu"), "2001-01-04T00:00:00Z")).isEmpty();
  }

  @Test
  void hiddenWindowsAreStillToCome() {
    Partitions days = Partitions.daily("2001-01-01").until("2001-01-04").ahead(-2);

    assertThat(change(days, "2001-01-05T00:00:00Z"))
        .contains(Instant.parse("2001-01-06T00:00:00Z"));
    assertThat(change(days, "2001-01-06T00:00:00Z")).isEmpty();
  }

  private static Optional<Instant> change(Partitions definition, String now) {
    return PartitionSets.at(Instant.parse(now)).nextChange(definition);
  }
}
