package io.dagwerk.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions.TimeWindows;
import io.dagwerk.model.Partitions.Windows;
import io.dagwerk.model.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Compares the arithmetic with windows found by walking the time line.
final class PartitionOracleTest {
  private static final int DEFINITIONS = 80;
  private static final int FEW = 8;

  private long seed = 1;
  private Random random = new Random(seed);
  private RandomWindows definitions = new RandomWindows(random);

  @Test
  @Tag("slow")
  void arithmeticFindsTheWindowsThatAWalkAlongTheTimeLineFinds() {
    seed = Long.getLong("dagwerk.seed", System.nanoTime());
    random = new Random(seed);
    definitions = new RandomWindows(random);
    compareSome(DEFINITIONS);
  }

  @Test
  void itFindsThemForDefinitionsThatAreAlwaysTheSame() {
    compareSome(FEW);
  }

  private void compareSome(int rounds) {
    for (int i = 0; i < rounds; i++) {
      Windows windows = definitions.windows(definitions.zone(), definitions.start());
      Instant start = windows.bounds().start().atZone(windows.zone()).toInstant();
      Instant now = start.plus(Duration.ofMinutes(15L * random.nextInt(1, 80 * 96)));
      WalkedWindows walked =
          new WalkedWindows(windows, start.minus(Duration.ofDays(40)), now.plus(farthest(windows)));
      compare(
          PartitionSets.at(now).of(windows),
          walked.existing(now),
          "seed %d: %s at %s".formatted(seed, windows, now));
    }
  }

  /// Long enough for three windows ahead, although many are excluded.
  private static Duration farthest(Windows windows) {
    if (windows.bounds().ahead() <= 0) {
      return Duration.ZERO;
    }
    boolean isShort = windows instanceof TimeWindows times && times.unit() != ChronoUnit.MONTHS;
    return Duration.ofDays(isShort ? 130 : 500);
  }

  private void compare(PartitionSet actual, List<TimeWindow> expected, String what) {
    List<PartitionKey> keys = actual.keys().toList();
    assertThat(keys.stream().map(key -> actual.window(key).orElseThrow()).toList())
        .as(what)
        .isEqualTo(expected);
    assertThat(keys).as(what).doesNotHaveDuplicates();
    assertThat(actual.count()).as(what).isEqualTo(expected.size());
    assertThat(actual.all()).as(what).isEqualTo(actual.subset(keys));
    assertThat(actual.keys(actual.all())).as(what).isEqualTo(keys);
    assertThat(actual.first()).as(what).isEqualTo(keys.stream().findFirst());
    assertThat(actual.last()).as(what).isEqualTo(keys.reversed().stream().findFirst());
    for (int i = 0; i < keys.size(); i += random.nextInt(1, 2 + keys.size() / 20)) {
      PartitionKey key = keys.get(i);
      assertThat(actual.keyAt(actual.numberOf(key))).as(what).contains(key);
      assertThat(actual.placeOf(key)).as(what).hasValue(i);
      assertThat(actual.keyAtPlace(i)).as(what).contains(key);
      assertThat(actual.step(keys.getFirst(), i)).as(what).contains(key);
      assertThat(actual.step(keys.getLast(), i + 1 - keys.size())).as(what).contains(key);
    }
    if (!keys.isEmpty()) {
      int from = random.nextInt(keys.size());
      int to = random.nextInt(from, keys.size());
      assertThat(actual.between(keys.get(from), keys.get(to)))
          .as(what)
          .isEqualTo(keys.subList(from, to + 1));
    }
  }
}
