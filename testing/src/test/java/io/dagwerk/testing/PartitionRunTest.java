package io.dagwerk.testing;

import static io.dagwerk.definitions.Input.day;
import static io.dagwerk.definitions.Input.partitionKey;
import static io.dagwerk.definitions.Input.timeWindow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.Asset;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.PartitionMapping.Overlapping;
import io.dagwerk.model.Partitions;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Runs over partitions of every kind, and the mappings between them.
class PartitionRunTest {
  private static final Partitions WORKDAYS =
      Partitions.daily("2001-01-01").exceptOn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  private final Asset<String> rates =
      Asset.named("rates", String.class)
          .partitionedBy(WORKDAYS)
          .from(partitionKey())
          .by(PartitionKey::text);

  private static List<PartitionKey> lastWorkday(PartitionKey day) {
    LocalDate date = LocalDate.parse(day.text());
    if (date.equals(LocalDate.of(2001, 1, 13))) {
      throw new IllegalStateException("unlucky");
    }
    while (date.getDayOfWeek().getValue() > 5) {
      date = date.minusDays(1);
    }
    return List.of(PartitionKey.of(date.toString()));
  }

  private static String joined(Map<PartitionKey, String> values) {
    return String.join(" ", values.values());
  }

  @Test
  void aMappingOfTheUsersOwnIsAskedBeforeTheRunIsPlanned() {
    Asset<String> used =
        Asset.named("used", String.class)
            .partitionedBy(Partitions.daily("2001-01-01"))
            .from(rates.partitions("last_workday", PartitionRunTest::lastWorkday))
            .by(PartitionRunTest::joined);

    assertThat(Materialization.inMemory().on("2001-01-12", "2001-01-14").value(used, "2001-01-14"))
        .isEqualTo("2001-01-12");
  }

  @Test
  void aMappingThatFailsForOnePartitionLeavesTheOthersAlone() {
    Asset<String> used =
        Asset.named("used", String.class)
            .partitionedBy(Partitions.daily("2001-01-01"))
            .from(rates.partitions("last_workday", PartitionRunTest::lastWorkday))
            .by(PartitionRunTest::joined);

    assertThat(Materialization.inMemory().on("2001-01-12").value(used)).isEqualTo("2001-01-12");
    assertThatThrownBy(() -> Materialization.inMemory().on("2001-01-13").value(used))
        .hasMessageContaining(
            "asset 'used' reads 'rates': mapping 'last_workday' of partition '2001-01-13' failed"
                + " with java.lang.IllegalStateException: unlucky");
  }

  @Test
  void windowsOfACronHaveTheirTimeAndDay() {
    Asset<String> mornings =
        Asset.named("mornings", String.class)
            .partitionedBy(Partitions.cron("0 6 * * MON-FRI", "2001-01-01").in("Europe/Amsterdam"))
            .from(timeWindow(), day())
            .by((window, day) -> day + " " + window);

    assertThat(Materialization.inMemory().on("2001-01-05T06:00").value(mornings))
        .isEqualTo("2001-01-05 TimeWindow[start=2001-01-05T05:00:00Z, end=2001-01-08T05:00:00Z]");
  }

  @Test
  void eachDimensionIsReadByItsOwnMapping() {
    Partitions days = Partitions.daily("2001-01-01");
    Partitions regions = Partitions.fixed("eu", "us", "all");
    Partitions both = Partitions.times(days, regions).named("day", "region");
    Asset<String> sales =
        Asset.named("sales", String.class)
            .partitionedBy(both)
            .from(partitionKey())
            .by(PartitionKey::text);
    Asset<String> trend =
        Asset.named("trend", String.class)
            .partitionedBy(both)
            .from(
                sales.partitions(
                    PartitionMapping.byDimension()
                        .and("day", "day", new Overlapping(-1, 0))
                        .and(
                            "region",
                            new PartitionMapping.Specific(List.of(PartitionKey.of("all"))))))
            .by(PartitionRunTest::joined);

    assertThat(
            Materialization.inMemory()
                .on("2001-01-02|all", "2001-01-03|all", "2001-01-03|eu")
                .value(trend, "2001-01-03|eu"))
        .isEqualTo("2001-01-02|all 2001-01-03|all");
  }
}
