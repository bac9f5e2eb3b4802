package io.dagwerk.partitions;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Local times as keys: one that clocks show again has its offset behind it.
///
/// @param writer a local time as text
/// @param reader the same back; a [DateTimeException] for other text
record LocalKeys(
    ZoneId zone, Function<LocalDateTime, String> writer, Function<String, LocalDateTime> reader) {
  private static final Pattern KEY = Pattern.compile("(?<local>[^T]+T[\\d:]+)(?<offset>[-+Z].*)?");

  String key(Instant instant) {
    ZoneOffset offset = zone.getRules().getOffset(instant);
    LocalDateTime local = LocalDateTime.ofInstant(instant, offset);
    boolean isShownAgain = !zone.getRules().getValidOffsets(local).getFirst().equals(offset);
    return writer.apply(local) + (isShownAgain ? offset.getId() : "");
  }

  /// The instant whose key this is.
  Optional<Instant> instant(String key) {
    Matcher parts = KEY.matcher(key);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime local = reader.apply(parts.group("local"));
      Instant instant =
          Optional.ofNullable(parts.group("offset"))
              .map(offset -> local.toInstant(ZoneOffset.of(offset)))
              .orElseGet(() -> local.atZone(zone).toInstant());
      return Optional.of(instant).filter(found -> key(found).equals(key));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
