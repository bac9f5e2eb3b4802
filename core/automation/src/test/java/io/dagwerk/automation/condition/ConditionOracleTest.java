package io.dagwerk.automation.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Holds the evaluator, which works on sets and looks only where something changed, to the formulas
/// of the design, which [Oracle] follows for each partition and each step.
class ConditionOracleTest {
  private static final int ROUNDS = 400;

  @Test
  void requestsAreWhatTheFormulasSay() {
    long first = new Random().nextLong();
    int requests = 0;
    for (long seed = first; seed < first + ROUNDS; seed++) {
      Scenario scenario = new Scenarios(seed).next();
      var expected = new Oracle(scenario).requests();
      assertThat(scenario.requests()).as("seed %d: %s", seed, scenario).isEqualTo(expected);
      requests += (int) expected.stream().mapToLong(each -> each.size()).sum();
    }
    assertThat(requests).as("seed " + first).isGreaterThan(ROUNDS / 2);
  }
}
