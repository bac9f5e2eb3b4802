package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static final Instant START = Instant.parse("2001-01-01T00:00:00Z");

  private static List<Optional<Double>> values(double... values) {
    return Arrays.stream(values)
        .mapToObj(value -> value < 0 ? Optional.<Double>empty() : Optional.of(value))
        .toList();
  }

  private static List<Instant> days(int count) {
    return IntStream.range(0, count).mapToObj(day -> START.plus(Duration.ofDays(day))).toList();
  }

  @Test
  @Covers("S47.4")
  void quantilesLeaveGapsOut() {
    assertThat(Statistics.quantile(values(3, -1, 1, 2), 0.5)).contains(2.0);
    assertThat(Statistics.quantile(values(4, 3, 1, 2), 0.5)).contains(2.0);
    assertThat(Statistics.quantile(values(1, 2, 3, 4, 5), 0.95)).contains(5.0);
    assertThat(Statistics.quantile(values(-1), 0.5)).isEmpty();
  }

  @Test
  @Covers("S47.4")
  void whatTakesMoreThanTwiceTheUsualIsSlowOnceThereIsAUsual() {
    assertThat(Statistics.slow(days(5), values(1, 9, 1, 1, 3))).containsExactly(4);
    assertThat(Statistics.slow(days(4), values(1, 1, 1, 2))).isEmpty();
    assertThat(Statistics.slow(days(5), values(0, 0, 0, 0, 5))).isEmpty();
  }

  @Test
  void onlyTheFourteenDaysBeforeAreUsual() {
    double[] values = new double[40];
    Arrays.fill(values, 0, 20, 10);
    Arrays.fill(values, 20, 40, 1);
    values[39] = 3;
    assertThat(Statistics.slow(days(40), values(values))).containsExactly(39);
  }

  @Test
  void itIsTheSameAsLookingAtEachWindowAnew() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Instant> times = new ArrayList<>();
    List<Optional<Double>> values = new ArrayList<>();
    Instant at = START;
    for (int i = 0; i < 300; i++) {
      at = at.plus(Duration.ofHours(random.nextInt(60)));
      times.add(at);
      values.add(
          random.nextInt(5) == 0 ? Optional.empty() : Optional.of((double) random.nextInt(10)));
    }
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      List<Optional<Double>> before = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        if (!times.get(j).isBefore(times.get(i).minus(Duration.ofDays(14)))) {
          before.add(values.get(j));
        }
      }
      double usual = Statistics.quantile(before, 0.5).orElse(0.0);
      long known = before.stream().filter(Optional::isPresent).count();
      if (known >= 3 && usual > 0 && values.get(i).orElse(0.0) > 2 * usual) {
        expected.add(i);
      }
    }
    assertThat(Statistics.slow(times, values)).as("seed %d", seed).isEqualTo(expected);
  }
}
