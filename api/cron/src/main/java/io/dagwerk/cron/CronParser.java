package io.dagwerk.cron;

import io.dagwerk.cron.CronDays.DayValues;
import io.dagwerk.model.Nearest;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Reads the text of an expression, and says everything that is wrong with it.
final class CronParser {
  private static final int LONGEST = 1_000;
  private static final int SHOWN = 20;
  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final List<CronField> SIX = List.of(CronField.values());
  private static final List<CronField> FIVE = SIX.subList(1, SIX.size());
  private static final List<String> NICKNAMES =
      Stream.of(Nickname.values()).map(Nickname::toString).toList();

  private final String text;
  private final List<String> problems = new ArrayList<>();

  private CronParser(String text) {
    this.text = text;
  }

  /// @throws InvalidCron with everything that is wrong
  static CronTimes parse(String text) {
    CronParser parser = new CronParser(text);
    return parser.read().orElseThrow(() -> new InvalidCron(parser.problems));
  }

  /// An expression that has a name.
  private enum Nickname {
    HOURLY("0 * * * *"),
    DAILY("0 0 * * *"),
    MIDNIGHT("0 0 * * *"),
    WEEKLY("0 0 * * SUN"),
    MONTHLY("0 0 1 * *"),
    YEARLY("0 0 1 JAN *"),
    ANNUALLY("0 0 1 JAN *");

    private final String meant;

    Nickname(String meant) {
      this.meant = meant;
    }

    @Override
    public String toString() {
      return "@" + name().toLowerCase(Locale.ROOT);
    }
  }

  /// A field's text and where it begins, from 1.
  record Place(String text, int at) {}

  private Optional<CronTimes> read() {
    if (text.length() > LONGEST) {
      problems.add(
          String.format(
              Locale.ROOT,
              "cron '%s...': expected at most %,d characters, but found %,d; use several expressions",
              text.substring(0, SHOWN),
              LONGEST,
              text.length()));
      return Optional.empty();
    }
    List<Place> places =
        WORD.matcher(text)
            .results()
            .map(word -> new Place(word.group(), word.start() + 1))
            .toList();
    if (places.size() == 1 && places.getFirst().text().startsWith("@")) {
      return readNickname(places.getFirst());
    }
    if (places.size() != FIVE.size() && places.size() != SIX.size()) {
      String hint = places.size() == 1 ? Nearest.hint(text.strip(), NICKNAMES) : "";
      add(
          "expected five fields (minute, hour, day of month, month, day of week) or six with the second in front, but found %d%s"
              .formatted(places.size(), hint));
      return Optional.empty();
    }
    return readFields(places);
  }

  private Optional<CronTimes> readNickname(Place nickname) {
    String name = nickname.text().toLowerCase(Locale.ROOT);
    int known = NICKNAMES.indexOf(name);
    if (known < 0) {
      add(
          "expected one of %s, but found '%s' at place %d%s"
              .formatted(
                  String.join(", ", NICKNAMES),
                  nickname.text(),
                  nickname.at(),
                  Nearest.hint(name, NICKNAMES)));
      return Optional.empty();
    }
    return Optional.of(parse(Nickname.values()[known].meant));
  }

  private Optional<CronTimes> readFields(List<Place> places) {
    List<CronField> fields = places.size() == SIX.size() ? SIX : FIVE;
    List<FieldValues> read = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      FieldParser parser = new FieldParser(fields.get(i));
      read.add(parser.read(places.get(i)));
      parser.problems().forEach(this::add);
    }
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    if (fields.equals(FIVE)) {
      read.addFirst(FieldValues.of(0));
    }
    CronTimes times = times(read);
    checkThatItFires(times.days(), places.get(fields.indexOf(CronField.DAY_OF_MONTH)));
    return problems.isEmpty() ? Optional.of(times) : Optional.empty();
  }

  /// @param read what the six fields name, in their order
  private static CronTimes times(List<FieldValues> read) {
    Iterator<FieldValues> field = read.iterator();
    TimesOfDay timesOfDay =
        new TimesOfDay(field.next().each(), field.next().each(), field.next().each());
    DayValues ofMonth = field.next().days(CronField.DAY_OF_MONTH);
    long months = field.next().each();
    DayValues ofWeek = field.next().days(CronField.DAY_OF_WEEK);
    return new CronTimes(new CronDays(months, ofMonth, ofWeek), timesOfDay);
  }

  /// Only a day of the month that none of the months has can never come.
  private void checkThatItFires(CronDays days, Place dayOfMonth) {
    int earliest = Long.numberOfTrailingZeros(days.ofMonth().each());
    List<Month> months =
        IntStream.rangeClosed(CronField.MONTH.least(), CronField.MONTH.most())
            .filter(month -> TimesOfDay.has(days.months(), month))
            .mapToObj(Month::of)
            .toList();
    int longest = months.stream().mapToInt(Month::maxLength).max().orElse(0);
    if (days.ofWeek().isAll() && days.ofMonth().last() == 0 && earliest > longest) {
      String named =
          months.stream()
              .map(month -> month.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
              .collect(Collectors.joining(" or "));
      add(
          "expected a day that comes, but found day of month '%s' at place %d: %s has at most %d days, so it would never fire"
              .formatted(dayOfMonth.text(), dayOfMonth.at(), named, longest));
    }
  }

  private void add(String problem) {
    problems.add("cron '%s': %s".formatted(text, problem));
  }
}
