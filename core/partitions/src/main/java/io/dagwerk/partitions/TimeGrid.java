package io.dagwerk.partitions;

import io.dagwerk.cron.Ticks;
import io.dagwerk.model.Cadence;
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
import java.util.stream.LongStream;

/// The endless row of windows of one length in one zone, each with a number that counts from 1970
/// and depends on nothing else.
///
/// The windows cover the time line without gaps. A number may have no window: a day that a country
/// left out, or an hour in which clocks that moved by less than an hour never showed its minute, or
/// showed it again too soon.
record TimeGrid(Cadence cadence, ZoneId zone) implements Boundaries {
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3600;
  private static final int HOURS_PER_DAY = 24;
  private static final int DAYS_PER_WEEK = 7;
  private static final int MONTHS_PER_YEAR = 12;

  /// 1970 began on a Thursday, three days after a Monday.
  private static final int EPOCH_DAY_OF_WEEK = 3;

  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

  @Override
  public Instant atOrBefore(Instant instant) {
    return start(at(instant)).orElseThrow();
  }

  @Override
  public Instant after(Instant instant) {
    return start(next(at(instant))).orElseThrow();
  }

  @Override
  public String key(Instant boundary) {
    return cadence.unit() == ChronoUnit.HOURS ? hours().key(boundary) : key(at(boundary));
  }

  @Override
  public Optional<Instant> boundary(String key) {
    OptionalLong index = parse(key);
    return index.isPresent() ? start(index.getAsLong()) : Optional.empty();
  }

  /// When the window of this number starts; empty if it has none.
  Optional<Instant> start(long index) {
    return switch (cadence.unit()) {
      case HOURS -> startOfHour(index);
      case DAYS -> isSkipped(index) ? Optional.empty() : Optional.of(nominalStart(index));
      default -> Optional.of(nominalStart(index));
    };
  }

  /// Whether clocks never showed this day: they were set forward from its begin by a day.
  private boolean isSkipped(long day) {
    LocalDateTime begin = LocalDate.ofEpochDay(day).atStartOfDay();
    return Optional.ofNullable(zone.getRules().getTransition(begin))
        .filter(change -> !change.getDateTimeAfter().isBefore(begin.plusDays(1)))
        .isPresent();
  }

  private Instant begin(long day) {
    return Ticks.instantOf(LocalDate.ofEpochDay(day).atStartOfDay(), zone);
  }

  /// The number of the window that this instant is in.
  long at(Instant instant) {
    long index = nominal(instant);
    if (startsAfter(index, instant)) {
      do {
        index--;
      } while (startsAfter(index, instant));
      return index;
    }
    for (long next = next(index); !startsAfter(next, instant); next = next(index)) {
      index = next;
    }
    return index;
  }

  /// Whether the window of this number starts after an instant, or there is none.
  private boolean startsAfter(long index, Instant instant) {
    Optional<Instant> start = start(index);
    return start.isEmpty() || start.get().isAfter(instant);
  }

  /// The number of the first window that does not start before this instant.
  long from(Instant instant) {
    long index = at(instant);
    return start(index).filter(instant::equals).isPresent() ? index : next(index);
  }

  /// The next number that has a window.
  long next(long index) {
    long next = index + 1;
    while (start(next).isEmpty()) {
      next++;
    }
    return next;
  }

  /// The numbers without a window in a range, its end included, in order. They are only found where
  /// the clocks were changed.
  LongStream holes(long from, long to) {
    LongStream.Builder holes = LongStream.builder();
    if (!hasHoles() || to < from) {
      return holes.build();
    }
    ZoneRules rules = zone.getRules();
    long looked = from - 1;
    Optional<ZoneOffsetTransition> change =
        Optional.ofNullable(rules.nextTransition(nominalStart(from - 2)));
    while (change.isPresent() && nominal(change.get().getInstant()) <= to + 2) {
      long near = nominal(change.get().getInstant());
      for (long i = Math.max(looked + 1, near - 2); i <= Math.min(to, near + 2); i++) {
        if (start(i).isEmpty()) {
          holes.add(i);
        }
        looked = i;
      }
      change = Optional.ofNullable(rules.nextTransition(change.get().getInstant()));
    }
    return holes.build();
  }

  private boolean hasHoles() {
    return (cadence.unit() == ChronoUnit.HOURS || cadence.unit() == ChronoUnit.DAYS)
        && !zone.getRules().isFixedOffset();
  }

  /// The user's name of the window of this number.
  ///
  /// @throws java.util.NoSuchElementException when it has none
  String key(long index) {
    return switch (cadence.unit()) {
      case HOURS -> hours().key(start(index).orElseThrow());
      case MONTHS -> cadence.day() == 1 ? month(index).toString() : day(index).toString();
      default -> day(index).toString();
    };
  }

  /// Whether the window of this number exists and has this name.
  private boolean isNamed(long index, String key) {
    return start(index).isPresent()
        && (cadence.unit() == ChronoUnit.HOURS || key(index).equals(key));
  }

  private LocalKeys hours() {
    DateTimeFormatter format = cadence.minute() == 0 ? HOUR : MINUTE;
    return new LocalKeys(zone, format::format, text -> LocalDateTime.parse(text, format));
  }

  /// The number of the window that this key names, if it is written as [#key] writes it.
  OptionalLong parse(String key) {
    try {
      Optional<Long> index =
          switch (cadence.unit()) {
            case HOURS ->
                hours()
                    .instant(key)
                    .filter(start -> start(nominal(start)).filter(start::equals).isPresent())
                    .map(this::nominal);
            case MONTHS ->
                Optional.of(
                    nominal(
                        cadence.day() == 1 ? YearMonth.parse(key).atDay(1) : LocalDate.parse(key)));
            default -> Optional.of(nominal(LocalDate.parse(key)));
          };
      return index.stream()
          .filter(found -> isNamed(found, key))
          .mapToLong(Long::longValue)
          .findFirst();
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  /// Clocks that are set back by less than an hour show a minute again before an hour is over; the
  /// window that began when they first showed it goes on.
  private Optional<Instant> startOfHour(long index) {
    Optional<Instant> shown = shownIn(index);
    Optional<Instant> before =
        zone.getRules().isFixedOffset() ? Optional.empty() : shownIn(index - 1);
    boolean isTooSoon =
        shown.isPresent()
            && before.isPresent()
            && shown.get().isBefore(before.get().plusSeconds(SECONDS_PER_HOUR));
    return isTooSoon && startOfHour(index - 1).isPresent() ? Optional.empty() : shown;
  }

  /// When clocks first show the minute of the cadence in an hour that is counted in UTC.
  private Optional<Instant> shownIn(long index) {
    long slot = Math.multiplyExact(index, SECONDS_PER_HOUR);
    ZoneRules rules = zone.getRules();
    Instant begin = Instant.ofEpochSecond(slot);
    long shown = shown(slot, rules.getOffset(begin));
    if (rules.isFixedOffset()) {
      return Optional.of(Instant.ofEpochSecond(shown));
    }
    Optional<Instant> change =
        Optional.ofNullable(rules.nextTransition(begin)).map(ZoneOffsetTransition::getInstant);
    if (change.isPresent() && change.get().getEpochSecond() <= shown) {
      long changed = change.get().getEpochSecond();
      shown = shown(changed, rules.getOffset(change.get()));
    }
    return shown < slot + SECONDS_PER_HOUR
        ? Optional.of(Instant.ofEpochSecond(shown))
        : Optional.empty();
  }

  /// The first time not before `second` at which clocks of this offset show the minute of the
  /// cadence.
  private long shown(long second, ZoneOffset offset) {
    int minute = cadence.minute() * SECONDS_PER_MINUTE;
    return second + Math.floorMod(minute - (second + offset.getTotalSeconds()), SECONDS_PER_HOUR);
  }

  /// The number of this instant's window, or one beside it.
  private long nominal(Instant instant) {
    return cadence.unit() == ChronoUnit.HOURS
        ? Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_HOUR)
        : nominal(LocalDate.ofInstant(instant, zone));
  }

  private long nominal(LocalDate day) {
    return switch (cadence.unit()) {
      case MONTHS -> (day.getYear() - 1970L) * MONTHS_PER_YEAR + day.getMonthValue() - 1;
      case WEEKS ->
          Math.floorDiv(day.toEpochDay() + EPOCH_DAY_OF_WEEK - (cadence.day() - 1), DAYS_PER_WEEK);
      default -> day.toEpochDay();
    };
  }

  private Instant nominalStart(long index) {
    return cadence.unit() == ChronoUnit.HOURS
        ? begin(Math.floorDiv(index, HOURS_PER_DAY))
        : Ticks.instantOf(day(index).atTime(cadence.time()), zone);
  }

  /// The day on which the window of this number begins.
  private LocalDate day(long index) {
    return switch (cadence.unit()) {
      case MONTHS -> month(index).atDay(cadence.day());
      case WEEKS ->
          LocalDate.ofEpochDay(index * DAYS_PER_WEEK - EPOCH_DAY_OF_WEEK + cadence.day() - 1);
      default -> LocalDate.ofEpochDay(index);
    };
  }

  private static YearMonth month(long index) {
    return YearMonth.of(1970, 1).plusMonths(index);
  }
}
