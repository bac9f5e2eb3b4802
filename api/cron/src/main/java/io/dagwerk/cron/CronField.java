package io.dagwerk.cron;

import java.util.List;

/// A field of an expression: what its values are called and how far they go.
enum CronField {
  SECOND("second", 0, 59),
  MINUTE("minute", 0, 59),
  HOUR("hour", 0, 23),
  DAY_OF_MONTH("day of month", 1, 31),
  MONTH("month", 1, 12),
  DAY_OF_WEEK("day of week", 0, 6);

  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private final String title;
  private final int least;
  private final int most;

  CronField(String title, int least, int most) {
    this.title = title;
    this.least = least;
    this.most = most;
  }

  String title() {
    return title;
  }

  int least() {
    return least;
  }

  int most() {
    return most;
  }

  /// How many values it has.
  int size() {
    return most - least + 1;
  }

  /// The greatest number that may be written: Sunday is 0 and also 7.
  int greatest() {
    return this == DAY_OF_WEEK ? most + 1 : most;
  }

  /// The values' names, from the least on; none if they have none.
  List<String> names() {
    return switch (this) {
      case MONTH -> MONTHS;
      case DAY_OF_WEEK -> WEEKDAYS;
      case SECOND, MINUTE, HOUR, DAY_OF_MONTH -> List.of();
    };
  }

  boolean isOfDays() {
    return this == DAY_OF_MONTH || this == DAY_OF_WEEK;
  }

  /// Every value, as a set of bits.
  long all() {
    return ((1L << size()) - 1) << least;
  }

  /// What may be written, for messages.
  String expected() {
    String article = this == HOUR ? "an" : "a";
    String numbers = "%s %s from %d to %d".formatted(article, title, least, greatest());
    return names().isEmpty()
        ? numbers
        : "%s or %s to %s".formatted(numbers, names().getFirst(), names().getLast());
  }
}
