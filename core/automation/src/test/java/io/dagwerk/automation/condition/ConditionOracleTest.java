package io.dagwerk.automation.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.condition.ConditionMemory.Slot;
import io.dagwerk.automation.condition.Scenario.Look;
import io.dagwerk.automation.condition.Scenarios.Clocks;
import io.dagwerk.model.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Holds the evaluator, which works on sets and looks only where something changed, to the formulas
/// of the design, which [Oracle] follows for each partition and each step.
class ConditionOracleTest {
  private static final int ROUNDS = 200;

  @Test
  void requestsAreWhatTheFormulasSay() {
    long first = new Random().nextLong();
    int requests = 0;
    for (long seed = first; seed < first + ROUNDS; seed++) {
      Scenario scenario = new Scenarios(seed, Clocks.LATE).next();
      var expected = new Oracle(scenario).requests();
      assertThat(scenario.requests()).as("seed %d: %s", seed, scenario).isEqualTo(expected);
      requests += (int) expected.stream().mapToLong(each -> each.size()).sum();
    }
    assertThat(requests).as("seed " + first).isGreaterThan(ROUNDS / 2);
  }

  @Test
  void latchesAreTheSameHoweverEvaluationsAreSpread() {
    long first = new Random().nextLong();
    int latched = 0;
    for (long seed = first; seed < first + ROUNDS; seed++) {
      Scenario often = unfulfilled(new Scenarios(seed, Clocks.EXACT).next());
      List<Look> looks = List.of(often.looks().getFirst(), often.looks().getLast());
      Scenario seldom = new Scenario(often.assets(), often.facts(), looks);
      Map<Subject, Map<Slot, PlacedSubsets>> expected = latches(often);
      assertThat(latches(seldom)).as("seed %d: %s", seed, often).isEqualTo(expected);
      latched += (int) expected.values().stream().filter(each -> !each.isEmpty()).count();
    }
    assertThat(latched).as("seed " + first).isGreaterThan(ROUNDS / 8);
  }

  /// With conditions that are never true, so that nothing is requested.
  private static Scenario unfulfilled(Scenario scenario) {
    Condition never = Condition.missing().and(Condition.missing().not());
    List<ConditionAsset> assets = new ArrayList<>();
    for (ConditionAsset asset : scenario.assets()) {
      assets.add(
          new ConditionAsset(
              asset.key(),
              asset.location(),
              asset.partitions(),
              asset.reads(),
              List.of(),
              asset.condition().map(condition -> condition.and(never)),
              asset.labels()));
    }
    List<Fact> facts =
        scenario.facts().stream()
            .filter(fact -> fact.subject() instanceof Subject.OfAsset)
            .toList();
    return new Scenario(assets, facts, scenario.looks());
  }

  private static Map<Subject, Map<Slot, PlacedSubsets>> latches(Scenario scenario) {
    Map<Subject, Map<Slot, PlacedSubsets>> latches = new LinkedHashMap<>();
    scenario
        .evaluations()
        .getLast()
        .next()
        .memories()
        .forEach((subject, memory) -> latches.put(subject, memory.held().latches()));
    return latches;
  }
}
