package io.dagwerk.definitions;

import io.dagwerk.model.Partitions;
import io.dagwerk.model.Partitions.TimeWindows;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The rules of reading partitions that hold before anything runs.
final class PartitionRules {
  private PartitionRules() {}

  /// Whether each partition of the reader needs exactly one of what it reads: the same one, or the
  /// longer window around its own.
  static boolean isOneOf(Optional<Partitions> reader, Partitions read) {
    return reader.isPresent()
        && (reader.get().equals(read)
            || (reader.get() instanceof TimeWindows own
                && read instanceof TimeWindows windows
                && isWithin(own, windows)));
  }

  /// Days lie within weeks and months; weeks do not lie within months.
  private static boolean isWithin(TimeWindows reader, TimeWindows read) {
    boolean sameZone = reader.zone().equals(read.zone());
    return sameZone
        && switch (read.unit()) {
          case WEEKS, MONTHS -> reader.unit().compareTo(read.unit()) < 0 && !isWeekInMonth(reader);
          default -> reader.unit().compareTo(read.unit()) <= 0;
        };
  }

  private static boolean isWeekInMonth(TimeWindows reader) {
    return reader.unit() == ChronoUnit.WEEKS;
  }

  static boolean needsPartitions(Input.Fact.Kind fact) {
    return switch (fact) {
      case PARTITION_KEY, PARTITION_RANGE, TIME_WINDOW, DAY -> true;
      case CONTEXT, TICK, CURSOR -> false;
    };
  }

  static String shown(Input.Fact.Kind fact) {
    return switch (fact) {
      case PARTITION_KEY -> "partitionKey()";
      case PARTITION_RANGE -> "partitionRange()";
      case TIME_WINDOW -> "timeWindow()";
      case DAY -> "day()";
      case CONTEXT -> "context()";
      case TICK -> "tick()";
      case CURSOR -> "cursor()";
    };
  }

  static String shown(Partitions partitions) {
    return switch (partitions) {
      case TimeWindows windows ->
          switch (windows.unit()) {
            case HOURS -> "hourly";
            case DAYS -> "daily";
            case WEEKS -> "weekly";
            case MONTHS -> "monthly";
            default -> "by " + windows.unit();
          };
      case Partitions.CronWindows cron -> "by cron " + cron.cron();
      case Partitions.Fixed fixed -> "by " + fixed.keys();
      case Partitions.Dynamic dynamic -> "by dynamic '%s'".formatted(dynamic.name());
      case Partitions.Product product -> "by " + product.dimensions().keySet();
    };
  }
}
