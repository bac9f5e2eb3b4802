package io.dagwerk.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.testsupport.Covers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvalidCronTest {
  @ParameterizedTest
  @Covers("S11.2")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "60 * * * * | expected a minute from 0 to 59, but found '60' at place 1",
        "99999 * * * * | expected a minute from 0 to 59, but found '99999' at place 1",
        "0 24 * * * | expected an hour from 0 to 23, but found '24' at place 3",
        "0 6 0 * * | expected a day of month from 1 to 31, but found '0' at place 5",
        "0 6 15W * * | expected a day of month from 1 to 31, but found '15W' at place 5",
        "0 6 * 13 * | expected a month from 1 to 12 or JAN to DEC, but found '13' at place 7",
        "0 6 * JANUARY * | expected a month from 1 to 12 or JAN to DEC, but found 'JANUARY' at place 7; did you mean 'JAN'?",
        "0 6 * * 8 | expected a day of week from 0 to 7 or SUN to SAT, but found '8' at place 9",
        "0 6 * * FRY | expected a day of week from 0 to 7 or SUN to SAT, but found 'FRY' at place 9; did you mean 'FRI'?",
        "0 6 * * MON-FRY | expected a day of week from 0 to 7 or SUN to SAT, but found 'FRY' at place 13; did you mean 'FRI'?",
        "0 6 * * L | expected a day of week from 0 to 7 or SUN to SAT, but found 'L' at place 9; say the last of which day, such as FRIL",
        "0 6 * * xyzL | expected a day of week from 0 to 7 or SUN to SAT, but found 'xyz' at place 9",
        "0 6 * * MON#6 | a month has a day of week up to 5 times, but found '#6' at place 12",
        "0 6 * * MON#0 | a month has a day of week up to 5 times, but found '#0' at place 12",
        "0 6 * * 9#1 | expected a day of week from 0 to 7 or SUN to SAT, but found '9' at place 9",
        "MON * * * * | expected a minute from 0 to 59, but found 'MON' at place 1",
        "? * * * * | expected a minute from 0 to 59, but found '?' at place 1; '?' stands alone, and only for days",
        "0 0 ?/2 * * | expected a day of month from 1 to 31, but found '?/2' at place 5; '?' stands alone, and only for days",
        "*/60 * * * * | expected a step from 1 to 59 for the minute, but found '60' at place 3",
        "5-10/0 * * * * | expected a step from 1 to 59 for the minute, but found '0' at place 6",
        "*-5 * * * * | expected a minute from 0 to 59, but found '*-5' at place 1",
        "1,,2 * * * * | expected a minute from 0 to 59, but found nothing at place 3",
        "1--2 * * * * | expected a minute from 0 to 59, but found '1--2' at place 1",
        "-5 * * * * | expected a minute from 0 to 59, but found '-5' at place 1",
        "0 0 30 2 * | expected a day that comes, but found day of month '30' at place 5: February has at most 29 days, so it would never fire",
        "0 0 31 4,JUN * | expected a day that comes, but found day of month '31' at place 5: April or June has at most 30 days, so it would never fire",
        "0 0 0 30 2 ? | expected a day that comes, but found day of month '30' at place 7: February has at most 29 days, so it would never fire",
        "@dayly | expected one of @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually, but found '@dayly' at place 1; did you mean '@daily'?",
        "hourly | expected five fields (minute, hour, day of month, month, day of week) or six with the second in front, but found 1; did you mean '@hourly'?",
        "0 6 * * | expected five fields (minute, hour, day of month, month, day of week) or six with the second in front, but found 4",
        "0 0 6 * * * * | expected five fields (minute, hour, day of month, month, day of week) or six with the second in front, but found 7"
      })
  void whatIsWrongIsSaidWithItsPlace(String text, String problem) {
    assertThatThrownBy(() -> Cron.parse(text))
        .isInstanceOf(InvalidCron.class)
        .hasMessage("cron '%s': %s".formatted(text, problem));
  }

  @Test
  void allProblemsAreSaidAtOnce() {
    assertThat(Cron.problemsOf("61 25 * * FRY"))
        .hasSize(3)
        .allMatch(problem -> problem.startsWith("cron '61 25 * * FRY': expected a"));
    assertThat(Cron.problemsOf("1,61,x * * * *")).hasSize(2);
    assertThat(Cron.problemsOf("0 6 * * *")).isEmpty();
    assertThatThrownBy(() -> Crons.parse(List.of("0 6 * * *", "x", "61 * * * *")))
        .isInstanceOfSatisfying(InvalidCron.class, e -> assertThat(e.problems()).hasSize(2))
        .hasMessageContaining("'x'")
        .hasMessageContaining("'61'");
  }

  @Test
  void nothingAndTooMuchAreRefused() {
    assertThat(Cron.problemsOf("  ")).singleElement().asString().endsWith("but found 0");
    assertThat(Cron.problemsOf("0".repeat(1_001)))
        .containsExactly(
            "cron '00000000000000000000...': expected at most 1,000 characters, but found 1,001; use several expressions");
    assertThat(Cron.problemsOf("0".repeat(1_000))).singleElement().asString().contains("found 1");
  }

  @Test
  void aDayThatOnlyLeapYearsHaveOrThatAnotherFieldNamesIsAccepted() {
    for (String cron :
        List.of("0 0 29 2 *", "0 0 30 2 MON", "0 0 31 4,5 *", "0 0 L 2 *", "0 0 31,L 2 *")) {
      assertThat(Cron.problemsOf(cron)).as(cron).isEmpty();
    }
  }
}
