package io.dagwerk.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.chaos.History.SeenAsset;
import io.dagwerk.chaos.History.SeenRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Two runs that made one partition, the second after the first, and each way to tell it wrongly.
class AssetCheckerTest {
  private static final String STEP = "kept[2001-01-01]";

  /// A history that can be changed before it is checked.
  static final class Draft {
    final List<SeenRun> runs = new ArrayList<>(List.of(run("one", 10), run("two", 20)));
    final List<SeenFact> facts = new ArrayList<>(List.of(fact(5, "two"), fact(3, "one")));
    final List<Noted> noted = new ArrayList<>();
    final SequencedMap<String, String> values = new LinkedHashMap<>(Map.of("kept", "htwo"));
    Optional<SeenFact> newest = Optional.of(fact(5, "two"));

    Draft() {
      noted("one", "began", 1);
      noted("one", "stored", 5);
      noted("two", "began", 15);
      noted("two", "stored", 18);
    }

    void noted(String run, String what, long millis) {
      String path = what.equals("began") ? "" : "kept";
      noted.add(new Noted(millis, 7, run, STEP, 1, what, path, "h" + run));
    }

    static SeenFact fact(long number, String run) {
      return new SeenFact(number, "MATERIALIZED", "2001-01-01", run);
    }

    private static SeenRun run(String id, long made) {
      SequencedMap<String, String> stored = new LinkedHashMap<>();
      stored.put("path", "kept");
      stored.put("hash", "h" + id);
      List<SeenEvent> events =
          List.of(
              new SeenEvent(1, made - 1, "OutputStored", STEP, stored),
              new SeenEvent(2, made, "StepSucceeded", STEP, new LinkedHashMap<>()));
      return new SeenRun(id, "SUCCEEDED", "", events, Optional.empty());
    }
  }

  private static List<String> rules(Consumer<Draft> change) {
    Draft draft = new Draft();
    change.accept(draft);
    List<Violation> found = new ArrayList<>();
    SeenAsset asset = new SeenAsset(draft.facts, draft.newest);
    new AssetChecker(
            new History(List.of(), draft.runs, draft.noted, List.of(), draft.values, asset),
            found::add)
        .check();
    return found.stream().map(Violation::rule).toList();
  }

  @Test
  void nothingIsFoundWhereTheLaterRunCounts() {
    assertThat(rules(_ -> {})).isEmpty();
  }

  @Test
  void aSuccessThatIsUnknownOrKnownTwiceIsFound() {
    String rule = "a materialization is known once, when its step has succeeded";
    assertThat(rules(draft -> draft.facts.remove(1))).containsExactly(rule);
    assertThat(rules(draft -> draft.facts.add(Draft.fact(4, "one")))).containsExactly(rule);
  }

  @Test
  void whatIsKnownWithoutASuccessIsFound() {
    assertThat(
            rules(draft ->
                draft.runs.set(
                    0, new SeenRun("one", "FAILED", "lost", List.of(), Optional.empty()))))
        .containsExactly("a materialization is known once, when its step has succeeded");
  }

  @Test
  void anOlderOneThatIsShownAsTheNewestIsFound() {
    assertThat(rules(draft -> draft.newest = Optional.of(Draft.fact(3, "one"))))
        .containsExactly("the newest materialization is shown");
  }

  @Test
  void aLaterOneThatCountsAsOlderIsFound() {
    assertThat(
            rules(draft -> {
              draft.facts.set(1, Draft.fact(6, "one"));
              draft.newest = Optional.of(Draft.fact(6, "one"));
            }))
        .contains("what was made later is newer");
  }

  @Test
  void runsThatMadeItAtTheSameTimeMayCountInEitherOrder() {
    assertThat(
            rules(draft -> {
              draft.noted.clear();
              draft.noted("two", "began", 8);
              draft.noted("one", "began", 1);
              draft.noted("two", "stored", 9);
              draft.facts.set(1, Draft.fact(6, "one"));
              draft.newest = Optional.of(Draft.fact(6, "one"));
            }))
        .isEmpty();
  }

  @Test
  void anOlderValueInTheStoreIsFound() {
    assertThat(rules(draft -> draft.values.put("kept", "hone")))
        .containsExactly("the store holds the newest");
  }
}
