package io.dagwerk.cron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0 6 * * MON-FRI        ; at 06:00 on Monday to Friday",
        "0 6,18 * * *           ; at 06:00 and 18:00 every day",
        "5,35 8-10 * * SAT,SUN  ; at 08:05, 08:35, 09:05, 09:35, 10:05 and 10:35 on Saturday and Sunday",
        "* * * * *              ; every minute",
        "*/15 * * * *           ; every 15 minutes",
        "*/7 * * * *            ; at minute 0, 7, 14, 21, 28, 35, 42, 49 and 56 of every hour",
        "0 * * * *              ; every hour",
        "20 * * * *             ; at minute 20 of every hour",
        "*/30 9-17 * * *        ; every 30 minutes of hour 9 to 17",
        "0 */2 * * *            ; at minute 0 of every 2 hours",
        "* * * * * *            ; every second",
        "*/10 * * * * *         ; every 10 seconds",
        "30 * * * * *           ; at second 30 of every minute",
        "30 5 6 * * *           ; at second 30 of minute 5 of hour 6 every day",
        "0 0 1,15,L * *         ; at 00:00 on day 1, 15 and the last of the month",
        "0 0 L 2 *              ; at 00:00 on the last day of the month in February",
        "0 0 1-5 * MON          ; at 00:00 on day 1 to 5 of the month or on Monday",
        "0 0 * * MON#2,5L       ; at 00:00 on the second Monday of the month and the last Friday of the month",
        "0 0 * JUN-AUG,DEC *    ; at 00:00 in June to August and December",
        "@daily                 ; at 00:00 every day"
      })
  void anExpressionIsToldInWords(String cron, String words) {
    assertThat(Cron.parse(cron).inWords()).isEqualTo(words);
  }
}
