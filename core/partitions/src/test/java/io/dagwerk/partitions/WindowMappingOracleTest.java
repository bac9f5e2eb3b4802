package io.dagwerk.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions.CronWindows;
import io.dagwerk.model.Partitions.TimeWindows;
import io.dagwerk.model.Partitions.Windows;
import io.dagwerk.model.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Compares mappings between windows, in both directions and of many partitions at once, with what
/// comparing every window with every other finds.
final class WindowMappingOracleTest {
  private static final int PAIRS = 40;
  private static final int FEW = 5;

  private long seed = 1;
  private Random random = new Random(seed);
  private RandomWindows definitions = new RandomWindows(random);

  /// What one window of the reader needs, as indexes of the walked upstream windows.
  private interface Rule {
    List<Integer> needed(TimeWindow reader);
  }

  @Test
  @Tag("slow")
  void mappingsFindThePartitionsThatComparingEveryWindowFinds() {
    seed = Long.getLong("dagwerk.seed", System.nanoTime());
    random = new Random(seed);
    definitions = new RandomWindows(random);
    compareSome(PAIRS);
  }

  @Test
  void theyFindThemForDefinitionsThatAreAlwaysTheSame() {
    compareSome(FEW);
  }

  private void compareSome(int rounds) {
    for (int i = 0; i < rounds; i++) {
      ZoneId zone = definitions.zone();
      LocalDateTime start = definitions.start();
      Windows upstream = definitions.windows(zone, start.plusDays(random.nextInt(-6, 7)));
      Windows reader = definitions.windows(zone, start);
      Instant now = start.atZone(zone).toInstant().plus(Duration.ofHours(random.nextInt(1, 1000)));
      new Comparison(reader, upstream, now).compareAll();
    }
  }

  private final class Comparison {
    private final Windows reader;
    private final Windows upstream;
    private final PartitionSet readers;
    private final PartitionSet upstreams;
    private final PartitionMap map;
    private final WalkedWindows walked;
    private final Set<TimeWindow> existing;
    private final String what;

    Comparison(Windows reader, Windows upstream, Instant now) {
      PartitionSets sets = PartitionSets.at(now);
      this.reader = reader;
      this.upstream = upstream;
      this.readers = sets.of(reader);
      this.upstreams = sets.of(upstream);
      this.map = new PartitionMap(sets, Optional.of(reader), upstream);
      Instant start = reader.bounds().start().atZone(reader.zone()).toInstant();
      int days = isOfMonths(upstream) ? 500 : isOfMonths(reader) ? 350 : 100;
      this.walked =
          new WalkedWindows(
              upstream, start.minus(Duration.ofDays(days)), now.plus(Duration.ofDays(days)));
      this.existing = new HashSet<>(walked.existing(now));
      this.what = "seed %d: %s on %s at %s".formatted(seed, reader, upstream, now);
    }

    private static boolean isOfMonths(Windows windows) {
      return switch (windows) {
        case TimeWindows of -> of.unit() == ChronoUnit.MONTHS;
        case CronWindows of -> of.cron().endsWith(" * *");
      };
    }

    void compareAll() {
      compare(new PartitionMapping.All(), window -> overlapping(window, 0, 0));
      int from = random.nextInt(-3, 4);
      int to = random.nextInt(-3, 4);
      compare(new PartitionMapping.Overlapping(from, to), window -> overlapping(window, from, to));
      if (Partitioning.readsOne(Optional.of(reader), upstream)) {
        int places = random.nextInt(-3, 4);
        compare(new PartitionMapping.Same(), window -> List.of(holding(window)));
        compare(
            new PartitionMapping.Offset(places), window -> List.of(moved(holding(window), places)));
      }
    }

    /// The window in which another starts.
    private int holding(TimeWindow window) {
      return IntStream.range(0, walked.all().size())
          .filter(i -> walked.all().get(i).window().contains(window.start()))
          .findFirst()
          .orElseThrow();
    }

    private List<Integer> overlapping(TimeWindow window, int from, int to) {
      List<Integer> touched =
          IntStream.range(0, walked.all().size())
              .filter(i -> walked.all().get(i).window().overlaps(window))
              .boxed()
              .toList();
      int first = moved(touched.getFirst(), from);
      int last = moved(touched.getLast(), to);
      return IntStream.rangeClosed(first, last)
          .filter(i -> walked.has(walked.all().get(i)))
          .boxed()
          .toList();
    }

    /// So many windows on, excluded ones not counted.
    private int moved(int index, int places) {
      int at = index;
      for (int left = Math.abs(places); left > 0; left--) {
        do {
          at += Integer.signum(places);
        } while (!walked.has(walked.all().get(at)));
      }
      return at;
    }

    private void compare(PartitionMapping mapping, Rule rule) {
      List<PartitionKey> keys = readers.keys().limit(120).toList();
      List<PartitionKey> some = keys.stream().filter(_ -> random.nextInt(3) > 0).toList();
      Set<TimeWindow> needed = new HashSet<>();
      Set<TimeWindow> missing = new HashSet<>();
      for (PartitionKey key : some) {
        for (TimeWindow window : windows(rule, key)) {
          (existing.contains(window) ? needed : missing).add(window);
        }
      }
      MappedPartitions found = map.upstream(readers.subset(some), Optional.of(mapping));
      String as = "%s by %s of %s".formatted(what, mapping, some);

      assertThat(windows(upstreams.keys(found.existing()).toList())).as(as).isEqualTo(needed);
      assertThat(found.nonexistent().map(this::start).toList())
          .as(as)
          .containsExactlyInAnyOrderElementsOf(missing.stream().map(TimeWindow::start).toList());
      assertThat(found.isComplete()).as(as).isEqualTo(missing.isEmpty());
      compareBack(mapping, rule);
    }

    private void compareBack(PartitionMapping mapping, Rule rule) {
      List<PartitionKey> keys =
          upstreams.keys().limit(200).filter(_ -> random.nextInt(4) == 0).toList();
      Set<TimeWindow> some = windows(keys);
      List<PartitionKey> needing =
          readers
              .keys()
              .filter(key -> windows(rule, key).stream().anyMatch(some::contains))
              .toList();

      assertThat(readers.keys(map.downstream(upstreams.subset(keys), Optional.of(mapping))))
          .as("%s back by %s from %s", what, mapping, keys)
          .containsExactlyElementsOf(needing);
    }

    private List<TimeWindow> windows(Rule rule, PartitionKey reader) {
      List<TimeWindow> windows = new ArrayList<>();
      for (int index : rule.needed(readers.window(reader).orElseThrow())) {
        windows.add(walked.all().get(index).window());
      }
      return windows;
    }

    private Set<TimeWindow> windows(List<PartitionKey> keys) {
      Set<TimeWindow> windows = new HashSet<>();
      keys.forEach(key -> windows.add(upstreams.window(key).orElseThrow()));
      return windows;
    }

    private Instant start(PartitionKey nonexistent) {
      assertThat(upstreams.contains(nonexistent)).as(what + nonexistent).isFalse();
      return ((WindowPartitions) upstreams)
          .row()
          .boundaries()
          .boundary(nonexistent.text())
          .orElseThrow();
    }
  }
}
