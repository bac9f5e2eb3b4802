package io.dagwerk.model;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// How an asset is cut into partitions. Immutable; equal definitions are the same partitioning.
///
/// Days are given as dates such as `2001-01-31`; an `IllegalArgumentException` says so of others.
public sealed interface Partitions {
  /// Partitions that are windows of time, one after the other.
  sealed interface Windows extends Partitions {
    Bounds bounds();

    /// In which the calendar is read.
    ZoneId zone();

    Exclusions exclusions();
  }

  /// Windows of one length: hours, days, weeks or months.
  ///
  /// A window of hours begins whenever the zone's clocks show a full hour, or the minute that is
  /// given, so the day on which they are set back has one more; the key of the hour that is shown
  /// again ends with its offset, such as `2001-10-28T01-05:00`. Days, weeks and months begin when
  /// the clocks first show the time that is given, midnight if none is, or skip it.
  record TimeWindows(Cadence cadence, ZoneId zone, Bounds bounds, Exclusions exclusions)
      implements Windows {
    public TimeWindows {
      boolean hasOneWeekday = cadence.unit() == ChronoUnit.WEEKS;
      if (hasOneWeekday && !exclusions.weekdays().isEmpty()) {
        throw new IllegalArgumentException(
            "every week begins on a %s, so weekdays cannot be excluded; exclude dates"
                .formatted(DayOfWeek.of(cadence.day())));
      }
    }

    public ChronoUnit unit() {
      return cadence.unit();
    }

    /// What one window is called: `hour`, `day`, `week` or `month`.
    public String unitName() {
      return cadence.unitName();
    }

    /// The calendar is that of this zone.
    ///
    /// @throws IllegalArgumentException when there is no such zone, with the nearest name
    public TimeWindows in(String zone) {
      return new TimeWindows(cadence, Zones.of(zone), bounds, exclusions);
    }

    /// Days, weeks or months begin at this time, such as `06:00`.
    public TimeWindows at(String time) {
      return with(new Cadence(unit(), cadence.day(), minuteOfDay(time)));
    }

    private static int minuteOfDay(String time) {
      try {
        return LocalTime.parse(time).get(ChronoField.MINUTE_OF_DAY);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "expected a time of day such as 06:00, but found '%s'".formatted(time), e);
      }
    }

    /// Hours begin at this minute.
    public TimeWindows atMinute(int minute) {
      return with(new Cadence(unit(), cadence.day(), minute));
    }

    /// Weeks begin on this day.
    ///
    /// @throws IllegalArgumentException for other windows
    public TimeWindows on(DayOfWeek day) {
      if (unit() != ChronoUnit.WEEKS) {
        throw new IllegalArgumentException(
            "only weeks begin on a day of the week, but found %ss".formatted(unitName()));
      }
      return with(new Cadence(unit(), day.getValue(), cadence.minute()));
    }

    /// Months begin on this day, from 1 to 28.
    ///
    /// @throws IllegalArgumentException for other windows
    public TimeWindows onDay(int day) {
      if (unit() != ChronoUnit.MONTHS) {
        throw new IllegalArgumentException(
            "only months begin on a day of the month, but found %ss".formatted(unitName()));
      }
      return with(new Cadence(unit(), day, cadence.minute()));
    }

    private TimeWindows with(Cadence changed) {
      return new TimeWindows(changed, zone, bounds, exclusions);
    }

    /// No window ends after this day begins, or after this time.
    public TimeWindows until(String end) {
      return new TimeWindows(cadence, zone, bounds.until(end), exclusions);
    }

    /// So many windows exist before they have ended; negative numbers hide the newest.
    public TimeWindows ahead(int windows) {
      return new TimeWindows(cadence, zone, bounds.ahead(windows), exclusions);
    }

    /// Windows that start on these days of the week do not exist.
    public TimeWindows exceptOn(DayOfWeek... weekdays) {
      return new TimeWindows(cadence, zone, bounds, exclusions.andWeekdays(List.of(weekdays)));
    }

    /// Windows that start on these dates do not exist.
    public TimeWindows exceptOn(Collection<LocalDate> dates) {
      return new TimeWindows(cadence, zone, bounds, exclusions.andDates(dates));
    }
  }

  /// Windows between the ticks of a cron expression, each known by the local time at which it
  /// starts, such as `2001-01-31T06:00`.
  ///
  /// @param cron refused by `Definitions` when it is none
  record CronWindows(String cron, ZoneId zone, Bounds bounds, Exclusions exclusions)
      implements Windows {
    /// As [TimeWindows#in].
    public CronWindows in(String zone) {
      return new CronWindows(cron, Zones.of(zone), bounds, exclusions);
    }

    /// As [TimeWindows#until].
    public CronWindows until(String end) {
      return new CronWindows(cron, zone, bounds.until(end), exclusions);
    }

    /// As [TimeWindows#ahead].
    public CronWindows ahead(int windows) {
      return new CronWindows(cron, zone, bounds.ahead(windows), exclusions);
    }

    /// As [TimeWindows#exceptOn(DayOfWeek...)].
    public CronWindows exceptOn(DayOfWeek... weekdays) {
      return new CronWindows(cron, zone, bounds, exclusions.andWeekdays(List.of(weekdays)));
    }

    /// As [TimeWindows#exceptOn(Collection)].
    public CronWindows exceptOn(Collection<LocalDate> dates) {
      return new CronWindows(cron, zone, bounds, exclusions.andDates(dates));
    }
  }

  /// Given keys, in this order, no two alike.
  record Fixed(List<PartitionKey> keys) implements Partitions {
    public Fixed {
      keys = List.copyOf(keys);
      Set<PartitionKey> seen = new HashSet<>();
      for (PartitionKey key : keys) {
        if (!seen.add(key)) {
          throw new IllegalArgumentException(
              "partition key '%s' is given twice; name each partition once".formatted(key));
        }
      }
    }
  }

  /// Keys that are added and removed while the instance runs.
  record Dynamic(String name) implements Partitions {}

  /// Every combination of the keys of several dimensions, the first changing slowest.
  ///
  /// @param dimensions at least one, by name; none is a product itself
  record Product(SequencedMap<String, Partitions> dimensions) implements Partitions {
    public Product {
      dimensions = Ordered.copyOf(dimensions);
      if (dimensions.isEmpty()) {
        throw new IllegalArgumentException("expected one or more dimensions, but found none");
      }
      dimensions.forEach(Product::check);
    }

    /// The same dimensions under these names, in their order.
    public Product named(String... names) {
      if (names.length != dimensions.size() || Set.of(names).size() != names.length) {
        throw new IllegalArgumentException(
            "expected %d different names of dimensions, but found %s"
                .formatted(dimensions.size(), List.of(names)));
      }
      SequencedMap<String, Partitions> renamed = new LinkedHashMap<>();
      for (Partitions dimension : dimensions.values()) {
        renamed.put(names[renamed.size()], dimension);
      }
      return new Product(renamed);
    }

    /// Of the same dimensions in the same order, in which the keys have them.
    @Override
    public boolean equals(Object other) {
      return other instanceof Product product
          && List.copyOf(dimensions.entrySet()).equals(List.copyOf(product.dimensions.entrySet()));
    }

    @Override
    public int hashCode() {
      return dimensions.hashCode();
    }

    private static void check(String name, Partitions dimension) {
      if (dimension instanceof Product) {
        throw new IllegalArgumentException(
            "dimension '%s' has dimensions itself; name all of them in one product"
                .formatted(name));
      }
      if (dimension instanceof Fixed fixed) {
        for (PartitionKey key : fixed.keys()) {
          if (key.text().contains(PartitionKey.SEPARATOR)) {
            throw new IllegalArgumentException(
                "key '%s' of dimension '%s' contains '%s', which separates dimensions; rename it"
                    .formatted(key, name, PartitionKey.SEPARATOR));
          }
        }
      }
    }
  }

  /// One partition per hour, in UTC if no zone is given, keys such as `2001-01-31T05`.
  ///
  /// @param start a day such as `2001-01-01`, or a time such as `2001-01-01T06:00`: the first
  ///   window begins then, or at the first boundary thereafter
  static TimeWindows hourly(String start) {
    return windows(ChronoUnit.HOURS, start);
  }

  /// One partition per day, keys such as `2001-01-31`.
  ///
  /// ```java
  /// Partitions.daily("2001-01-01").in("Europe/Amsterdam").at("06:00").exceptOn(SATURDAY, SUNDAY)
  /// ```
  ///
  /// @param start as for [#hourly]
  static TimeWindows daily(String start) {
    return windows(ChronoUnit.DAYS, start);
  }

  /// One partition per week, known by the day that it begins on, a Monday if no other is given.
  ///
  /// @param start as for [#hourly]
  static TimeWindows weekly(String start) {
    return windows(ChronoUnit.WEEKS, start);
  }

  /// One partition per month, keys such as `2001-01`, or `2001-01-15` for those that begin later.
  ///
  /// @param start as for [#hourly]
  static TimeWindows monthly(String start) {
    return windows(ChronoUnit.MONTHS, start);
  }

  /// One partition from each tick of a cron expression to the next.
  ///
  /// @param start as for [#hourly]
  static CronWindows cron(String cron, String start) {
    return new CronWindows(cron, ZoneOffset.UTC, Bounds.from(Bounds.local(start)), Exclusions.NONE);
  }

  static Fixed fixed(String... keys) {
    return new Fixed(List.of(keys).stream().map(PartitionKey::new).toList());
  }

  static Dynamic dynamic(String name) {
    return new Dynamic(name);
  }

  /// Every combination of the partitions of several dimensions, keys such as `2001-01-31|eu`.
  ///
  /// A dimension is called after its windows (`day`) or its dynamic keys, a fixed one `dimension_2`
  /// after its place; [Product#named] calls them otherwise.
  static Product times(Partitions... dimensions) {
    SequencedMap<String, Partitions> byName = new LinkedHashMap<>();
    for (Partitions dimension : dimensions) {
      String place = "dimension_" + (byName.size() + 1);
      String name =
          switch (dimension) {
            case TimeWindows windows -> windows.unitName();
            case Dynamic dynamic -> dynamic.name();
            case CronWindows _, Fixed _, Product _ -> place;
          };
      byName.put(byName.containsKey(name) ? place : name, dimension);
    }
    return new Product(byName);
  }

  private static TimeWindows windows(ChronoUnit unit, String start) {
    return new TimeWindows(
        Cadence.every(unit), ZoneOffset.UTC, Bounds.from(Bounds.local(start)), Exclusions.NONE);
  }
}
