package io.dagwerk.partitions;

import io.dagwerk.cron.Cron;
import io.dagwerk.model.Cadence;
import io.dagwerk.model.Partitions.CronWindows;
import io.dagwerk.model.Partitions.TimeWindows;
import io.dagwerk.model.Partitions.Windows;
import io.dagwerk.model.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The windows of a definition as a watcher of the zone's clock finds them, who looks at it every
/// quarter of an hour.
final class WalkedWindows {
  private static final Duration TICK = Duration.ofMinutes(15);

  /// A window between two boundaries.
  record Found(TimeWindow window, LocalDate day) {}

  private final Windows definition;
  private final ZoneId zone;
  private final Optional<Cron> cron;
  private final List<Found> all = new ArrayList<>();
  private Instant start = Instant.MAX;
  private Instant end = Instant.MAX;

  /// @param from well before the definition's start
  /// @param to well after the moment that is asked about
  WalkedWindows(Windows definition, Instant from, Instant to) {
    this.definition = definition;
    this.zone = definition.zone();
    this.cron =
        definition instanceof CronWindows windows
            ? Optional.of(Cron.parse(windows.cron()))
            : Optional.empty();
    walk(from, to);
  }

  private void walk(Instant from, Instant to) {
    Set<LocalDate> shownDays = new HashSet<>();
    for (Instant at = from; !at.isAfter(to); at = at.plus(TICK)) {
      shownDays.add(LocalDate.ofInstant(at, zone));
    }
    LocalDateTime latest = LocalDateTime.ofInstant(from, zone);
    List<Instant> boundaries = new ArrayList<>();
    List<LocalDate> days = new ArrayList<>();
    for (Instant at = from.plus(TICK); !at.isAfter(to); at = at.plus(TICK)) {
      LocalDateTime shown = LocalDateTime.ofInstant(at, zone);
      boolean begins = isOnTheHour(at, shown, boundaries);
      while (latest.isBefore(shown)) {
        latest = latest.plus(TICK);
        begins |= begins(latest) && shownDays.contains(latest.toLocalDate());
        note(latest, at);
      }
      if (begins) {
        boundaries.add(at);
        days.add(latest.toLocalDate());
      }
    }
    for (int i = 0; i + 1 < boundaries.size(); i++) {
      all.add(new Found(new TimeWindow(boundaries.get(i), boundaries.get(i + 1)), days.get(i)));
    }
  }

  private void note(LocalDateTime reached, Instant at) {
    if (reached.equals(definition.bounds().start())) {
      start = at;
    }
    if (definition.bounds().end().filter(reached::equals).isPresent()) {
      end = at;
    }
  }

  /// Hours follow the clock, but are never shorter than a real one.
  private boolean isOnTheHour(Instant at, LocalDateTime shown, List<Instant> boundaries) {
    return switch (definition) {
      case TimeWindows windows ->
          windows.unit() == ChronoUnit.HOURS
              && shown.getMinute() == windows.cadence().minute()
              && (boundaries.isEmpty() || !at.isBefore(boundaries.getLast().plusSeconds(3600)));
      case CronWindows _ -> cron.orElseThrow().isAt(at, zone);
    };
  }

  private boolean begins(LocalDateTime local) {
    if (!(definition instanceof TimeWindows windows)) {
      return false;
    }
    Cadence cadence = windows.cadence();
    boolean isTime = local.getHour() * 60 + local.getMinute() == cadence.minute();
    return switch (cadence.unit()) {
      case DAYS -> isTime;
      case WEEKS -> isTime && local.getDayOfWeek().getValue() == cadence.day();
      case MONTHS -> isTime && local.getDayOfMonth() == cadence.day();
      default -> false;
    };
  }

  /// All windows, excluded ones too, in order.
  List<Found> all() {
    return all;
  }

  boolean has(Found found) {
    return !definition.exclusions().contains(found.day());
  }

  /// Those that exist at a moment.
  List<TimeWindow> existing(Instant now) {
    List<TimeWindow> ended = new ArrayList<>();
    int ahead = definition.bounds().ahead();
    for (Found found : all) {
      TimeWindow window = found.window();
      boolean hasEnded = !window.end().isAfter(now);
      if (has(found) && (hasEnded || ahead-- > 0)) {
        ended.add(window);
      }
    }
    int hidden = Math.max(0, -definition.bounds().ahead());
    return ended.subList(0, Math.max(0, ended.size() - hidden)).stream()
        .filter(window -> !window.start().isBefore(start) && !window.end().isAfter(end))
        .toList();
  }
}
