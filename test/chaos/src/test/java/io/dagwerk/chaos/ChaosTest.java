package io.dagwerk.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A few seeds of the suite, on one host with SQLite; `test/chaos/run` plays many.
@Tag("slow")
class ChaosTest {
  private static final int SEEDS = 3;
  private static final int STRIKES = 4;

  private Instance instance;
  private boolean isStopped;

  @BeforeEach
  void start() throws Exception {
    instance = Instance.sqlite(new ClassPath(Optional.empty()), true);
  }

  @AfterEach
  void stop() throws Exception {
    if (!isStopped) {
      var _ = instance.stop();
    }
    instance.delete();
  }

  @Test
  void noWordIsBrokenByWhatStrikesTheProcessesOfAnInstance() throws Exception {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Scenario scenario = Scenario.of(seed, Scenario.Pair.all(instance.faults()), STRIKES);
      Round.Result result = new Round(instance, scenario).play();
      if (!result.violations().isEmpty()) {
        Report.print(result);
      }
      assertThat(result.violations()).as(scenario.toString()).isEmpty();
    }

    isStopped = true;
    assertThat(instance.stop()).isEmpty();
  }
}
