package io.dagwerk.examples.megajob.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When jobs run, as descriptors say it.
final class TimingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "* * * * *",
        "0 5 * * *",
        "*/15 0-6,20-23 1,15 JAN-MAR mon",
        "59 23 31 12 7",
        "0 6 * * SUN",
        "5/10 * * * *"
      })
  void fiveFieldsOfNumbersWordsRangesAndStepsAreCron(String cron) {
    assertThat(CronSyntax.problem(cron)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0 5 * *; a cron expression has five fields, such as '0 6 * * 1', but found '0 5 * *'",
        "60 * * * *; the minute of a cron expression is *, or from 0 to 59, but found '60'",
        "* 24 * * *; the hour of a cron expression is *, or from 0 to 23, but found '24'",
        "* * 0 * *; the day of month of a cron expression is *, or from 1 to 31, but found '0'",
        "* * * 13 *; the month of a cron expression is *, or from 1 to 12, but found '13'",
        "* * * * 8; the day of week of a cron expression is *, or from 0 to 7, but found '8'",
        "* 6-5 * * *; the hour of a cron expression is *, or from 0 to 23, but found '6-5'",
        "1,, * * * *; the minute of a cron expression is *, or from 0 to 59, but found ''",
        "*/0 * * * *; the minute of a cron expression is *, or from 0 to 59, but found '*/0'",
        "x * * * *; the minute of a cron expression is *, or from 0 to 59, but found 'x'"
      })
  void anythingElseIsRefusedWithTheReason(String cron, String problem) {
    assertThat(CronSyntax.problem(cron)).contains(problem);
    assertThatThrownBy(() -> new Timing.Cron(cron, Optional.empty())).hasMessage(problem);
  }

  @Test
  void aTimingNamesTheJobThatItRuns() {
    assertThat(Timing.Rhythm.DAILY.jobName()).isEqualTo("daily");
    assertThat(new Timing.Cron("*/5 6 * * 1-5", Optional.empty()).jobName())
        .isEqualTo("cron_anyby5_6_any_any_1to5");
    assertThat(new Timing.Cron("0 6 * * *", Optional.of(ZoneId.of("Europe/Paris"))).jobName())
        .isEqualTo("cron_0_6_any_any_any_Europe_Paris");
  }
}
