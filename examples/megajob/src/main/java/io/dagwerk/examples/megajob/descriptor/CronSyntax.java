package io.dagwerk.examples.megajob.descriptor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rule of what a cron expression looks like: five fields of numbers, ranges, steps and lists.
final class CronSyntax {
  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59, List.of()),
          new Field("hour", 0, 23, List.of()),
          new Field("day of month", 1, 31, List.of()),
          new Field(
              "month",
              1,
              12,
              List.of(
                  "", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                  "DEC")),
          new Field("day of week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")));
  private static final Pattern PART =
      Pattern.compile("(?:\\*|(\\w+)(?:-(\\w+))?)(?:/([1-9][0-9]{0,3}))?");

  private CronSyntax() {}

  private record Field(String name, int least, int most, List<String> words) {
    Optional<Integer> number(String text) {
      int word = words.indexOf(text.toUpperCase(Locale.ROOT));
      if (word >= 0 && !text.isEmpty()) {
        return Optional.of(word);
      }
      return text.matches("[0-9]{1,4}")
          ? Optional.of(Integer.parseInt(text)).filter(it -> least <= it && it <= most)
          : Optional.empty();
    }

    boolean accepts(String part) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        return false;
      }
      if (matcher.group(1) == null) {
        return true;
      }
      Optional<Integer> from = number(matcher.group(1));
      Optional<Integer> to = matcher.group(2) == null ? from : number(matcher.group(2));
      return from.isPresent() && to.isPresent() && from.get() <= to.get();
    }
  }

  /// What is wrong with an expression.
  static Optional<String> problem(String cron) {
    List<String> written = List.of(cron.strip().split("\\s+"));
    if (written.size() != FIELDS.size()) {
      return Optional.of(
          "a cron expression has five fields, such as '0 6 * * 1', but found '%s'".formatted(cron));
    }
    for (int i = 0; i < FIELDS.size(); i++) {
      Field field = FIELDS.get(i);
      for (String part : written.get(i).split(",", -1)) {
        if (!field.accepts(part)) {
          return Optional.of(
              "the %s of a cron expression is *, or from %d to %d, but found '%s'"
                  .formatted(field.name(), field.least(), field.most(), part));
        }
      }
    }
    return Optional.empty();
  }
}
