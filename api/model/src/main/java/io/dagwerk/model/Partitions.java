package io.dagwerk.model;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// How an asset is cut into partitions. Immutable; equal definitions are the same partitioning.
public sealed interface Partitions {
  /// Windows of time, one after the other.
  ///
  /// @param unit the length of a window: hours, days, weeks (from Monday) or months
  /// @param start the first window starts at the first boundary that is not before this
  /// @param end no window ends after this
  /// @param zone in which days, weeks and months begin
  /// @param ahead how many windows exist that have not ended yet; negative hides the newest
  record TimeWindows(
      ChronoUnit unit, LocalDateTime start, Optional<LocalDateTime> end, ZoneId zone, int ahead)
      implements Partitions {
    /// Days and months begin at midnight in this zone.
    public TimeWindows in(String zone) {
      return new TimeWindows(unit, start, end, ZoneId.of(zone), ahead);
    }

    /// No window ends after the begin of this day.
    public TimeWindows until(String day) {
      return new TimeWindows(
          unit, start, Optional.of(LocalDate.parse(day).atStartOfDay()), zone, ahead);
    }

    /// So many windows exist before they have ended; negative numbers hide the newest.
    public TimeWindows ahead(int windows) {
      return new TimeWindows(unit, start, end, zone, windows);
    }
  }

  /// Windows between the ticks of a cron expression.
  record CronWindows(String cron, LocalDateTime start, ZoneId zone) implements Partitions {}

  /// Given keys, in this order.
  record Fixed(List<PartitionKey> keys) implements Partitions {
    public Fixed {
      keys = List.copyOf(keys);
    }
  }

  /// Keys that are added and removed while the instance runs.
  record Dynamic(String name) implements Partitions {}

  /// Every combination of the keys of several dimensions.
  record Product(SequencedMap<String, Partitions> dimensions) implements Partitions {
    public Product {
      dimensions = Ordered.copyOf(dimensions);
    }
  }

  /// One partition per hour in UTC, keys such as `2001-01-31T05`.
  static TimeWindows hourly(String start) {
    return windows(ChronoUnit.HOURS, start);
  }

  /// One partition per day, keys such as `2001-01-31`.
  ///
  /// @param start a date such as `2001-01-01`
  static TimeWindows daily(String start) {
    return windows(ChronoUnit.DAYS, start);
  }

  /// One partition per week, known by the Monday that it begins on.
  static TimeWindows weekly(String start) {
    return windows(ChronoUnit.WEEKS, start);
  }

  /// One partition per month, keys such as `2001-01`.
  static TimeWindows monthly(String start) {
    return windows(ChronoUnit.MONTHS, start);
  }

  static CronWindows cron(String cron, String start) {
    return new CronWindows(cron, LocalDate.parse(start).atStartOfDay(), ZoneOffset.UTC);
  }

  static Fixed fixed(String... keys) {
    return new Fixed(List.of(keys).stream().map(PartitionKey::new).toList());
  }

  static Dynamic dynamic(String name) {
    return new Dynamic(name);
  }

  private static TimeWindows windows(ChronoUnit unit, String start) {
    return new TimeWindows(
        unit, LocalDate.parse(start).atStartOfDay(), Optional.empty(), ZoneOffset.UTC, 0);
  }
}
