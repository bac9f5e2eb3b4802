package io.dagwerk.partitions;

import io.dagwerk.model.Partitions.TimeWindows;
import io.dagwerk.model.TimeWindow;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.OptionalLong;

/// The endless row of windows of one length in one zone, each with a number that counts from 1970
/// and depends on nothing else.
///
/// The windows cover the time line without gaps. A number may have no window: a day that a country
/// left out, or an hour in which clocks that moved by less than an hour never showed a full one.
///
/// @param unit hours, days, weeks or months
record TimeGrid(ChronoUnit unit, ZoneId zone) {
  private static final int SECONDS_PER_HOUR = 3600;
  private static final int DAYS_PER_WEEK = 7;
  private static final int MONTHS_PER_YEAR = 12;

  /// 1970 began on a Thursday, three days after a Monday.
  private static final int EPOCH_DAY_OF_WEEK = 3;

  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH");
  private static final int HOUR_LENGTH = "2001-01-31T05".length();

  static TimeGrid of(TimeWindows definition) {
    return new TimeGrid(definition.unit(), definition.zone());
  }

  /// The window that a key names, if it does.
  Optional<TimeWindow> window(String key) {
    OptionalLong index = parse(key);
    return index.isPresent() ? window(index.getAsLong()) : Optional.empty();
  }

  /// When the window that a key names starts.
  Optional<Instant> start(String key) {
    OptionalLong index = parse(key);
    return index.isPresent() ? start(index.getAsLong()) : Optional.empty();
  }

  /// The window of this number, if it has one.
  Optional<TimeWindow> window(long index) {
    return start(index).map(start -> new TimeWindow(start, end(index)));
  }

  /// When the window of this number starts; empty if it has none.
  Optional<Instant> start(long index) {
    if (unit == ChronoUnit.HOURS) {
      return startOfHour(index);
    }
    Instant start = nominalStart(index);
    return start.equals(nominalStart(index + 1)) ? Optional.empty() : Optional.of(start);
  }

  private Instant end(long index) {
    return start(next(index)).orElseThrow();
  }

  /// The number of the window that this instant is in.
  long at(Instant instant) {
    long index = nominal(instant);
    while (start(index).isEmpty() || start(index).get().isAfter(instant)) {
      index--;
    }
    while (!end(index).isAfter(instant)) {
      index = next(index);
    }
    return index;
  }

  /// The next number that has a window.
  long next(long index) {
    long next = index + 1;
    while (start(next).isEmpty()) {
      next++;
    }
    return next;
  }

  /// The number before this one that has a window.
  long previous(long index) {
    long previous = index - 1;
    while (start(previous).isEmpty()) {
      previous--;
    }
    return previous;
  }

  /// The number so many windows away.
  long step(long index, long places) {
    if (!hasHoles()) {
      return Math.addExact(index, places);
    }
    long reached = index + places;
    long missing = Math.abs(places) - countBetween(index, reached);
    while (missing > 0) {
      reached += places > 0 ? missing : -missing;
      missing = Math.abs(places) - countBetween(index, reached);
    }
    if (start(reached).isPresent()) {
      return reached;
    }
    return places > 0 ? previous(reached) : next(reached);
  }

  private long countBetween(long index, long reached) {
    return reached > index ? count(index + 1, reached) : count(reached, index - 1);
  }

  /// How many windows have their numbers in this range, its end included.
  long count(long from, long to) {
    if (to < from) {
      return 0;
    }
    return to - from + 1 - (hasHoles() ? holes(from, to) : 0);
  }

  /// Numbers without windows are only found where the clocks were changed.
  private long holes(long from, long to) {
    ZoneRules rules = zone.getRules();
    long holes = 0;
    long looked = from - 1;
    Optional<ZoneOffsetTransition> change =
        Optional.ofNullable(rules.nextTransition(nominalStart(from - 2)));
    while (change.isPresent() && nominal(change.get().getInstant()) <= to + 1) {
      long near = nominal(change.get().getInstant());
      for (long i = Math.max(looked + 1, near - 2); i <= Math.min(to, near + 2); i++) {
        holes += start(i).isPresent() ? 0 : 1;
        looked = i;
      }
      change = Optional.ofNullable(rules.nextTransition(change.get().getInstant()));
    }
    return holes;
  }

  private boolean hasHoles() {
    return (unit == ChronoUnit.HOURS || unit == ChronoUnit.DAYS)
        && !zone.getRules().isFixedOffset();
  }

  /// The user's name of the window of this number.
  ///
  /// @throws java.util.NoSuchElementException when it has none
  String key(long index) {
    return switch (unit) {
      case MONTHS -> month(index).toString();
      case WEEKS -> LocalDate.ofEpochDay(index * DAYS_PER_WEEK - EPOCH_DAY_OF_WEEK).toString();
      case DAYS -> LocalDate.ofEpochDay(index).toString();
      default -> keyOfHour(start(index).orElseThrow());
    };
  }

  private String keyOfHour(Instant start) {
    ZoneOffset offset = zone.getRules().getOffset(start);
    LocalDateTime local = LocalDateTime.ofInstant(start, offset);
    boolean isShownAgain = !zone.getRules().getValidOffsets(local).getFirst().equals(offset);
    return HOUR.format(local) + (isShownAgain ? offset.getId() : "");
  }

  /// The number of the window that this key names, if it is written as [#key] writes it.
  OptionalLong parse(String key) {
    try {
      long index =
          switch (unit) {
            case MONTHS -> nominal(YearMonth.parse(key).atDay(1));
            case WEEKS, DAYS -> nominal(LocalDate.parse(key));
            default -> parseHour(key);
          };
      return start(index).isPresent() && key(index).equals(key)
          ? OptionalLong.of(index)
          : OptionalLong.empty();
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  private long parseHour(String key) {
    int length = Math.min(key.length(), HOUR_LENGTH);
    LocalDateTime local = LocalDateTime.parse(key.substring(0, length), HOUR);
    Instant start =
        key.length() == length
            ? local.atZone(zone).toInstant()
            : local.toInstant(ZoneOffset.of(key.substring(length)));
    return nominal(start);
  }

  private Optional<Instant> startOfHour(long index) {
    long slot = Math.multiplyExact(index, SECONDS_PER_HOUR);
    ZoneRules rules = zone.getRules();
    Instant begin = Instant.ofEpochSecond(slot);
    long full = fullHour(slot, rules.getOffset(begin));
    if (rules.isFixedOffset()) {
      return Optional.of(Instant.ofEpochSecond(full));
    }
    Optional<Instant> change =
        Optional.ofNullable(rules.nextTransition(begin)).map(ZoneOffsetTransition::getInstant);
    if (change.isPresent() && change.get().getEpochSecond() <= full) {
      long changed = change.get().getEpochSecond();
      full = fullHour(changed, rules.getOffset(change.get()));
    }
    return full < slot + SECONDS_PER_HOUR
        ? Optional.of(Instant.ofEpochSecond(full))
        : Optional.empty();
  }

  /// The first time not before `second` at which clocks of this offset show a full hour.
  private static long fullHour(long second, ZoneOffset offset) {
    return second + Math.floorMod(-(second + offset.getTotalSeconds()), SECONDS_PER_HOUR);
  }

  /// The number of this instant's window, or one beside it where clocks were changed.
  private long nominal(Instant instant) {
    return unit == ChronoUnit.HOURS
        ? Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_HOUR)
        : nominal(LocalDate.ofInstant(instant, zone));
  }

  private long nominal(LocalDate day) {
    return switch (unit) {
      case MONTHS -> (day.getYear() - 1970L) * MONTHS_PER_YEAR + day.getMonthValue() - 1;
      case WEEKS -> Math.floorDiv(day.toEpochDay() + EPOCH_DAY_OF_WEEK, DAYS_PER_WEEK);
      default -> day.toEpochDay();
    };
  }

  private Instant nominalStart(long index) {
    LocalDate first =
        switch (unit) {
          case MONTHS -> month(index).atDay(1);
          case WEEKS -> LocalDate.ofEpochDay(index * DAYS_PER_WEEK - EPOCH_DAY_OF_WEEK);
          case DAYS -> LocalDate.ofEpochDay(index);
          default -> LocalDate.ofEpochDay(Math.floorDiv(index, 24));
        };
    return first.atStartOfDay(zone).toInstant();
  }

  private static YearMonth month(long index) {
    return YearMonth.of(1970, 1).plusMonths(index);
  }
}
