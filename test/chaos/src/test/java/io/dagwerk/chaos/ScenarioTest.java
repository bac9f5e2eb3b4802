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
      int beside = pair.equals(new Pair(Fault.LINK_CUT, State.EVENT_UNACKNOWLEDGED)) ? 200 : 0;
      assertThat(tally.of(pair.fault(), pair.state()) - beside)
          .as(pair.toString())
          .isBetween(23, 24);
    }
  }

  @Test
  void aPairIsNamedByFaultAndStateAndAFaultStandsForAllStates() {
    Pair pair = new Pair(Fault.HOST_KILLED, State.TERMINAL_COMMIT);
    assertThat(Pair.parse("host-killed/terminal-commit")).containsExactly(pair);
    assertThat(Pair.parse("disk-full,host-killed/terminal-commit"))
        .hasSize(State.values().length + 1)
        .contains(new Pair(Fault.DISK_FULL, State.RESUME), pair);
  }

  @Test
  void whatIsNoFaultIsRefusedWithWhatIsExpected() {
    assertThatThrownBy(() -> Pair.parse("host-killed,host"))
        .hasMessageContaining("such as host-killed/terminal-commit, but found 'host'");
  }

  @Test
  void whatCannotStrikeAnInstanceIsRefused() {
    Options options = Options.parse(List.of("--only", "database-killed"));

    assertThatThrownBy(() -> options.pairs(List.of(Fault.HOST_KILLED)))
        .hasMessageContaining("which are [host killed], but found database-killed/starting");
  }
}
