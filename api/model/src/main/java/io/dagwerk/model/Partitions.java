package io.dagwerk.model;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// How an asset is cut into partitions. Immutable; equal definitions are the same partitioning.
///
/// Days are given as dates such as `2001-01-31`; an `IllegalArgumentException` says so of others.
public sealed interface Partitions {
  /// Windows of time, one after the other.
  ///
  /// A window of hours begins whenever the zone's clocks show a full hour, so the day on which they
  /// are set back has one more; the key of the hour that is shown again ends with its offset, such
  /// as `2001-10-28T01-05:00`.
  ///
  /// @param unit the length of a window: hours, days, weeks (from Monday) or months
  /// @param start the first window starts at the first boundary that is not before this
  /// @param end no window ends after this
  /// @param zone in which days, weeks and months begin
  /// @param ahead how many windows exist that have not ended yet; negative hides the newest
  record TimeWindows(
      ChronoUnit unit, LocalDateTime start, Optional<LocalDateTime> end, ZoneId zone, int ahead)
      implements Partitions {
    public TimeWindows {
      switch (unit) {
        case HOURS, DAYS, WEEKS, MONTHS -> {}
        default ->
            throw new IllegalArgumentException(
                "windows are hours, days, weeks or months, but found " + unit);
      }
    }

    /// What one window is called: `hour`, `day`, `week` or `month`.
    public String unitName() {
      String plural = unit.name().toLowerCase(Locale.ROOT);
      return plural.substring(0, plural.length() - 1);
    }

    /// Days and months begin at midnight in this zone.
    ///
    /// @throws IllegalArgumentException when there is no such zone
    public TimeWindows in(String zone) {
      return new TimeWindows(unit, start, end, Zones.of(zone), ahead);
    }

    /// No window ends after the begin of this day.
    public TimeWindows until(String day) {
      return new TimeWindows(unit, start, Optional.of(begin(day)), zone, ahead);
    }

    /// So many windows exist before they have ended; negative numbers hide the newest.
    public TimeWindows ahead(int windows) {
      return new TimeWindows(unit, start, end, zone, windows);
    }
  }

  /// Windows between the ticks of a cron expression.
  record CronWindows(String cron, LocalDateTime start, ZoneId zone) implements Partitions {}

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
    return new CronWindows(cron, begin(start), ZoneOffset.UTC);
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
    return new TimeWindows(unit, begin(start), Optional.empty(), ZoneOffset.UTC, 0);
  }

  private static LocalDateTime begin(String day) {
    try {
      return LocalDate.parse(day).atStartOfDay();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "partitions begin or end with '%s', which is no date; give one such as '2001-01-31'"
              .formatted(day),
          e);
    }
  }
}
