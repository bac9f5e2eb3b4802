package io.dagwerk.examples.megajob.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// When jobs run, as descriptors say it.
final class TimingTest {
  @Test
  void aTimingNamesTheJobThatItRuns() {
    assertThat(Timing.Rhythm.DAILY.jobName()).isEqualTo("daily");
    assertThat(new Timing.OwnTimes("*/5 6 * * 1-5", Optional.empty()).jobName())
        .isEqualTo("cron_anyby5_6_any_any_1to5");
    assertThat(new Timing.OwnTimes("0 6 * * *", Optional.of(ZoneId.of("Europe/Paris"))).jobName())
        .isEqualTo("cron_0_6_any_any_any_Europe_Paris");
  }
}
