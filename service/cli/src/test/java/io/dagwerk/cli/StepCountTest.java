package io.dagwerk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StepCountTest {
  private final StepCount count = new StepCount();

  private void ended(String... steps) {
    for (String step : steps) {
      count.saw(step);
      count.ended();
    }
  }

  @Test
  void nothingIsKnownBeforeThePlan() {
    assertThat(count.text()).isEqualTo("   -/-");
  }

  @Test
  void theStepsOfAFanOutCountForEachElementAndTheirTemplateForNone() {
    count.planned(List.of("files", "unpack", "load", "report"));
    ended("files");
    count.fannedOut(List.of("a", "b", "c"));
    assertThat(count.text()).isEqualTo("   1/4");

    ended("unpack[a]");
    assertThat(count.text()).isEqualTo("   2/6");

    ended("load[a]", "unpack[b]", "load[b]", "unpack[c]", "load[c]", "report");
    assertThat(count.text()).isEqualTo("   8/8");
  }

  @Test
  void partitionsArePlannedAsTheyAre() {
    count.planned(List.of("sales[2001-01-31]", "report"));
    ended("sales[2001-01-31]", "report");
    assertThat(count.text()).isEqualTo("   2/2");
  }
}
