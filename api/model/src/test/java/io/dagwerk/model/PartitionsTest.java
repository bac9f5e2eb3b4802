package io.dagwerk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said of days and zones that are none.
class PartitionsTest {
  @ParameterizedTest
  @ValueSource(strings = {"2025-13-01", "2025-02-29", "2025-1-1", "yesterday", ""})
  void aDayThatIsNoneIsShownWithOneThatIs(String day) {
    String said =
        "partitions begin or end with '%s', which is no date; give one such as '2001-01-31'"
            .formatted(day);

    assertThatIllegalArgumentException().isThrownBy(() -> Partitions.daily(day)).withMessage(said);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Partitions.cron("@daily", day))
        .withMessage(said);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Partitions.monthly("2025-01-01").until(day))
        .withMessage(said);
  }

  @Test
  void aZoneThatIsNoneIsShownWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Partitions.daily("2025-01-01").in("Europe/Amsterdm"))
        .withMessage(
            "expected a time zone, but found 'Europe/Amsterdm'; did you mean 'Europe/Amsterdam'?");
    assertThat(Partitions.daily("2025-01-01").in("+02:00").zone()).hasToString("+02:00");
  }
}
