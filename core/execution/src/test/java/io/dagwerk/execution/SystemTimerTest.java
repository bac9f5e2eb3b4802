package io.dagwerk.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemTimerTest {
  @Test
  void alarmsThatWereCancelledAreNotKept() {
    try (SystemTimer timer = new SystemTimer()) {
      List<Timer.Alarm> alarms = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        alarms.add(timer.after(Duration.ofHours(1), () -> {}));
      }
      assertThat(timer.waiting()).isEqualTo(1_000);

      alarms.forEach(Timer.Alarm::cancel);

      assertThat(timer.waiting()).isZero();
    }
  }

  @Test
  void anAlarmRingsOnAThreadThatNoStepCanStarve() throws Exception {
    CountDownLatch rang = new CountDownLatch(1);
    try (SystemTimer timer = new SystemTimer()) {
      timer.after(
          Duration.ZERO,
          () -> {
            if (!Thread.currentThread().isVirtual()) {
              rang.countDown();
            }
          });

      assertThat(rang.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }
}
