package io.dagwerk.cron;

import io.dagwerk.cron.CronParser.Place;
import io.dagwerk.model.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one field: a list of values, ranges and steps and, for days, of what counts from the ends
/// of a month.
final class FieldParser {
  private static final int NAME_LENGTH = 3;
  private static final int MOST_WEEKS = 5;
  private static final String VALUE = "\\d{1,4}|[A-Za-z]{1,40}";
  private static final Pattern RANGE =
      Pattern.compile(
          "(?<from>[*?]|%s)(?:-(?<to>%s))?(?:/(?<step>\\d{1,4}))?".formatted(VALUE, VALUE));
  private static final Pattern NTH =
      Pattern.compile("(?<day>%s)#(?<nth>\\d{1,4})".formatted(VALUE));
  private static final Pattern LAST = Pattern.compile("(?i)(?<day>\\d|[A-Z]{3})L");

  private final CronField field;
  private final List<String> problems = new ArrayList<>();

  FieldParser(CronField field) {
    this.field = field;
  }

  List<String> problems() {
    return problems;
  }

  FieldValues read(Place place) {
    FieldValues values = FieldValues.NONE;
    int at = place.at();
    for (String item : place.text().split(",", -1)) {
      values = values.or(readItem(new Place(item, at)));
      at += item.length() + 1;
    }
    return values;
  }

  private FieldValues readItem(Place item) {
    Matcher nth = NTH.matcher(item.text());
    Matcher last = LAST.matcher(item.text());
    Matcher range = RANGE.matcher(item.text());
    if (field == CronField.DAY_OF_MONTH && item.text().equalsIgnoreCase("L")) {
      return new FieldValues(0, 0, 1);
    }
    if (field == CronField.DAY_OF_WEEK && nth.matches()) {
      return readNth(item, nth);
    }
    if (field == CronField.DAY_OF_WEEK && last.matches()) {
      return value(new Place(last.group("day"), item.at()))
          .map(day -> new FieldValues(0, 0, 1L << wrapped(day)))
          .orElse(FieldValues.NONE);
    }
    if (range.matches()) {
      return readRange(item, range);
    }
    problem(item, "");
    return FieldValues.NONE;
  }

  private FieldValues readNth(Place item, Matcher nth) {
    Optional<Integer> day = value(new Place(nth.group("day"), item.at()));
    int week = Integer.parseInt(nth.group("nth"));
    if (week < 1 || week > MOST_WEEKS) {
      problems.add(
          "a month has a %s up to %d times, but found '#%s' at place %d"
              .formatted(
                  field.title(), MOST_WEEKS, nth.group("nth"), item.at() + nth.start("nth") - 1));
      return FieldValues.NONE;
    }
    return day.map(
            of -> new FieldValues(0, 1L << ((week - 1) * CronDays.DAYS_PER_WEEK + wrapped(of)), 0))
        .orElse(FieldValues.NONE);
  }

  private FieldValues readRange(Place item, Matcher range) {
    String first = range.group("from");
    Optional<String> second = Optional.ofNullable(range.group("to"));
    Optional<String> step = Optional.ofNullable(range.group("step"));
    boolean isAll = first.equals("*") || first.equals("?");
    if (isAll && second.isPresent()) {
      problem(item, "");
      return FieldValues.NONE;
    }
    if (first.equals("?") && (!field.isOfDays() || step.isPresent())) {
      problem(item, "; '?' stands alone, and only for days");
      return FieldValues.NONE;
    }
    Optional<Integer> from =
        isAll ? Optional.of(field.least()) : value(new Place(first, item.at()));
    Optional<Integer> to =
        second.isPresent()
            ? value(new Place(second.get(), item.at() + range.start("to")))
            : isAll || step.isPresent() ? Optional.of(field.most()) : from;
    OptionalInt by =
        step.isPresent()
            ? readStep(step.get(), item.at() + range.start("step"))
            : OptionalInt.of(1);
    return from.isPresent() && to.isPresent() && by.isPresent()
        ? every(from.get(), to.get(), by.getAsInt())
        : FieldValues.NONE;
  }

  private OptionalInt readStep(String text, int at) {
    int step = Integer.parseInt(text);
    if (step < 1 || step >= field.size()) {
      problems.add(
          "expected a step from 1 to %d for the %s, but found '%s' at place %d"
              .formatted(field.size() - 1, field.title(), text, at));
      return OptionalInt.empty();
    }
    return OptionalInt.of(step);
  }

  /// The values from one to another, over the end of the field if the last is before the first.
  private FieldValues every(int from, int to, int step) {
    int first = wrapped(from);
    int last = from == first ? to : wrapped(to);
    int length = last < first ? last - first + field.size() : last - first;
    FieldValues values = FieldValues.NONE;
    for (int i = 0; i <= length; i += step) {
      values = values.or(FieldValues.of(wrapped(first + i)));
    }
    return values;
  }

  private int wrapped(int value) {
    return (value - field.least()) % field.size() + field.least();
  }

  /// The number of a value that is written as one or as a name.
  private Optional<Integer> value(Place place) {
    String text = place.text().toUpperCase(Locale.ROOT);
    if (Character.isDigit(text.charAt(0))) {
      int value = Integer.parseInt(text);
      if (value >= field.least() && value <= field.greatest()) {
        return Optional.of(value);
      }
      problem(place, "");
      return Optional.empty();
    }
    int named = field.names().indexOf(text);
    if (named < 0) {
      problem(place, meant(text));
      return Optional.empty();
    }
    return Optional.of(named + field.least());
  }

  private String meant(String text) {
    if (text.equals("L")) {
      return "; say the last of which day, such as FRIL";
    }
    String begin = text.substring(0, Math.min(text.length(), NAME_LENGTH));
    return field.names().contains(begin)
        ? "; did you mean '%s'?".formatted(begin)
        : Nearest.hint(text, field.names());
  }

  private void problem(Place place, String hint) {
    String found = place.text().isEmpty() ? "nothing" : "'" + place.text() + "'";
    problems.add(
        "expected %s, but found %s at place %d%s"
            .formatted(field.expected(), found, place.at(), hint));
  }
}
