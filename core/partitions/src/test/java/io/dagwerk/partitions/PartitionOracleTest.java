package io.dagwerk.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions.TimeWindows;
import io.dagwerk.model.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// Compares the arithmetic with windows found by walking the time line in steps of a quarter of an
/// hour and reading the zone's clock.
final class PartitionOracleTest {
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "America/New_York",
          "Europe/Amsterdam",
          "Asia/Kolkata",
          "Australia/Lord_Howe",
          "America/Sao_Paulo",
          "America/St_Johns",
          "Pacific/Apia",
          "America/Havana");
  private static final List<ChronoUnit> UNITS =
      List.of(ChronoUnit.HOURS, ChronoUnit.DAYS, ChronoUnit.WEEKS, ChronoUnit.MONTHS);
  private static final Duration TICK = Duration.ofMinutes(15);

  @Test
  void arithmeticFindsTheWindowsThatAWalkAlongTheTimeLineFinds() {
    long seed = Long.getLong("dagwerk.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 150; i++) {
      TimeWindows windows = windows(random);
      Instant now = instant(windows, random.nextInt(1, 80));
      compare(windows, now, "seed %d: %s at %s".formatted(seed, windows, now));
    }
  }

  private static TimeWindows windows(Random random) {
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    // Days of changed clocks come often: the years are those in which these zones had some.
    LocalDateTime start =
        LocalDate.of(2001 + random.nextInt(12), 1, 1)
            .plusDays(random.nextInt(366))
            .atTime(random.nextInt(3) == 0 ? random.nextInt(24) : 0, 0);
    Optional<LocalDateTime> end =
        random.nextInt(4) == 0
            ? Optional.of(start.plusDays(random.nextInt(1, 60)))
            : Optional.empty();
    return new TimeWindows(UNITS.get(random.nextInt(UNITS.size())), start, end, zone, 0);
  }

  private static Instant instant(TimeWindows windows, int days) {
    return windows.start().plusDays(days).atZone(windows.zone()).toInstant();
  }

  private static void compare(TimeWindows definition, Instant now, String what) {
    List<TimeWindow> expected = walk(definition, now);
    PartitionSet actual = PartitionSets.at(now).of(definition);
    List<PartitionKey> keys = actual.keys().toList();

    assertThat(keys.stream().map(key -> actual.window(key).orElseThrow()).toList())
        .as(what)
        .isEqualTo(expected);
    assertThat(actual.count()).as(what).isEqualTo(expected.size());
    assertThat(keys).as(what).doesNotHaveDuplicates();
    for (int i = 0; i < keys.size(); i++) {
      assertThat(actual.keyAt(actual.numberOf(keys.get(i)))).as(what).contains(keys.get(i));
      assertThat(actual.step(keys.getFirst(), i)).as(what).contains(keys.get(i));
      assertThat(actual.step(keys.getLast(), -i)).as(what).contains(keys.get(keys.size() - 1 - i));
    }
  }

  /// The windows that start at or after the definition's start and have ended.
  private static List<TimeWindow> walk(TimeWindows definition, Instant now) {
    ZoneId zone = definition.zone();
    Instant start = definition.start().atZone(zone).toInstant();
    Instant stop =
        definition
            .end()
            .map(end -> end.atZone(zone).toInstant())
            .filter(end -> end.isBefore(now))
            .orElse(now);
    List<Instant> boundaries = new ArrayList<>();
    Optional<Instant> lastHour = Optional.empty();
    Object before = label(definition.unit(), start.minus(TICK), zone);
    List<Object> seen = new ArrayList<>(List.of(before));
    for (Instant at = start; !at.isAfter(stop); at = at.plus(TICK)) {
      if (definition.unit() == ChronoUnit.HOURS) {
        boolean isFull = at.atZone(zone).getMinute() == 0;
        boolean isFar = lastHour.isEmpty() || !at.isBefore(lastHour.get().plusSeconds(3600));
        if (isFull && isFar) {
          boundaries.add(at);
          lastHour = Optional.of(at);
        }
      } else {
        Object label = label(definition.unit(), at, zone);
        if (!seen.contains(label)) {
          boundaries.add(at);
          seen.add(label);
        }
      }
    }
    List<TimeWindow> windows = new ArrayList<>();
    for (int i = 0; i + 1 < boundaries.size(); i++) {
      windows.add(new TimeWindow(boundaries.get(i), boundaries.get(i + 1)));
    }
    return windows;
  }

  private static Object label(ChronoUnit unit, Instant at, ZoneId zone) {
    ZonedDateTime local = at.atZone(zone);
    return switch (unit) {
      case MONTHS -> local.getYear() * 100 + local.getMonthValue();
      case WEEKS -> local.toLocalDate().minusDays(local.getDayOfWeek().getValue() - 1L);
      default -> local.toLocalDate();
    };
  }

  @Test
  void mappingsFindThePartitionsThatComparingEveryWindowFinds() {
    long seed = Long.getLong("dagwerk.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      TimeWindows reader = windows(random);
      TimeWindows upstream =
          new TimeWindows(
              UNITS.get(random.nextInt(UNITS.size())),
              reader.start().plusDays(random.nextInt(-3, 4)),
              Optional.empty(),
              reader.zone(),
              0);
      Instant now = instant(reader, 40);
      compareMappings(reader, upstream, now, "seed %d: %s on %s".formatted(seed, reader, upstream));
    }
  }

  private static void compareMappings(
      TimeWindows reader, TimeWindows upstream, Instant now, String what) {
    PartitionSets sets = PartitionSets.at(now);
    PartitionMap map = new PartitionMap(sets, Optional.of(reader), upstream);
    SequencedMap<PartitionKey, TimeWindow> all = new LinkedHashMap<>();
    sets.of(upstream)
        .keys()
        .forEach(key -> all.put(key, sets.of(upstream).window(key).orElseThrow()));
    for (PartitionKey key : sets.of(reader).keys().limit(50).toList()) {
      TimeWindow own = sets.of(reader).window(key).orElseThrow();
      List<PartitionKey> overlapping =
          all.entrySet().stream()
              .filter(each -> each.getValue().overlaps(own))
              .map(Map.Entry::getKey)
              .toList();
      assertThat(map.upstreamKeys(Optional.of(key), Optional.of(new PartitionMapping.All())))
          .as(what)
          .isEqualTo(overlapping);
      assertThat(
              map.upstreamKeys(
                  Optional.of(key), Optional.of(new PartitionMapping.Overlapping(0, 0))))
          .as(what)
          .isEqualTo(overlapping);
      if (io.dagwerk.model.Partitioning.readsOne(Optional.of(reader), upstream)) {
        List<PartitionKey> covering =
            all.entrySet().stream()
                .filter(each -> each.getValue().covers(own))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(map.upstreamKeys(Optional.of(key), Optional.empty()))
            .as(what)
            .isEqualTo(covering);
      }
    }
  }
}
