package io.dagwerk.config.internal;

import io.dagwerk.model.ConfigSchema.Format;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the texts that have a format.
public final class Formats {
  /// A duration as people write it: `1h30m`, each unit at most once and in this order.
  static final String SHORT_DURATION =
      "(?=[0-9])(?:([0-9]{1,9})d)?(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?"
          + "(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?";

  private static final Pattern SHORT = Pattern.compile(SHORT_DURATION);

  private Formats() {}

  /// The value that the text stands for: a Duration, LocalDate, Instant, ZoneId, URI or Path; empty
  /// if the text is not in the format.
  static Optional<Object> parse(Format format, String text) {
    try {
      return Optional.of(
          switch (format) {
            case DURATION -> duration(text);
            case DATE -> LocalDate.parse(text);
            case INSTANT -> instant(text);
            case ZONE -> ZoneId.of(text);
            case URI -> new URI(text);
            case PATH -> Path.of(text);
          });
    } catch (DateTimeException
        | ArithmeticException
        | URISyntaxException
        | InvalidPathException _) {
      return Optional.empty();
    }
  }

  /// What is expected, with an example.
  static String expectation(Format format) {
    return switch (format) {
      case DURATION -> "a duration such as 90s, 1h30m or PT5M";
      case DATE -> "a date such as 2001-01-31";
      case INSTANT -> "a point in time such as 2001-01-31T12:00:00Z";
      case ZONE -> "a time zone such as Europe/Amsterdam";
      case URI -> "a URI such as https://example.org/data";
      case PATH -> "a file path";
    };
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static Duration duration(String text) {
    Matcher units = SHORT.matcher(text);
    if (!units.matches()) {
      return Duration.parse(text);
    }
    return Duration.ofDays(amount(units, 1))
        .plusHours(amount(units, 2))
        .plusMinutes(amount(units, 3))
        .plusSeconds(amount(units, 4))
        .plusMillis(amount(units, 5));
  }

  private static long amount(Matcher units, int group) {
    String digits = units.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
