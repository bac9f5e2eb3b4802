package io.dagwerk.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.chaos.History.End;
import io.dagwerk.chaos.History.Launched;
import io.dagwerk.chaos.History.SeenAsset;
import io.dagwerk.chaos.History.SeenRun;
import io.dagwerk.chaos.History.Struck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Histories that were made up: one in which every word is kept, and one for each way to break one.
class CheckerTest {
  private static final long WORKER = 7;
  private static final long OTHER = 8;

  /// A history that can be changed before it is checked.
  static final class Draft {
    final List<Launched> launched =
        new ArrayList<>(List.of(new Launched("r", "chain", End.SUCCEEDED)));
    final List<Noted> noted =
        new ArrayList<>(
            List.of(
                noted(WORKER, "began", "", ""),
                noted(WORKER, "told", "", "1"),
                noted(WORKER, "writing", "r/first", "h1"),
                noted(WORKER, "stored", "r/first", "h1"),
                noted(WORKER, "loaded", "r/first", "h1")));
    final List<SeenEvent> events = new ArrayList<>();
    final List<Struck> strikes = new ArrayList<>();
    final SequencedMap<String, String> values = new LinkedHashMap<>();
    final SequencedMap<String, String> printed = new LinkedHashMap<>();
    String status = "SUCCEEDED";
    String reason = "";
    int listed = 1;

    Draft() {
      add("WorkerAttached", "", "attempt", "1", "process", Long.toString(WORKER));
      add("StepStarted", "first");
      add("Logged", "first", "message", "line 0 of first 1");
      add("OutputStored", "first", "path", "r/first", "hash", "h1", "pid", "7");
      add("StepSucceeded", "first");
      add("RunSucceeded", "");
      values.put("r/first", "h1");
      printed.put("first", "line 0 of first 0\nline 0 of first 1\n");
    }

    void add(String kind, String step, String... facts) {
      events.add(event(events.size() + 1, kind, step, facts));
    }

    void put(int position, String kind, String step, String... facts) {
      events.set(position - 1, event(position, kind, step, facts));
    }

    private static SeenEvent event(int position, String kind, String step, String... facts) {
      SequencedMap<String, String> named = new LinkedHashMap<>();
      for (int i = 0; i < facts.length; i += 2) {
        named.put(facts[i], facts[i + 1]);
      }
      return new SeenEvent(position, position, kind, step, named);
    }

    static Noted noted(long pid, String what, String path, String detail) {
      return new Noted(1, pid, "r", "first", 1, what, path, detail);
    }

    void fail(String why) {
      put(6, "RunFailed", "", "reason", why);
      status = "FAILED";
      reason = why;
    }

    void strike(Fault fault, String run, long pid) {
      strikes.add(new Struck(fault, State.STEP_RUNNING, run, pid, 2));
    }

    List<Violation> check() {
      SeenRun run = new SeenRun("r", status, reason, events, Optional.of(printed));
      return Checker.check(
          new History(
              launched,
              Stream.generate(() -> run).limit(listed).toList(),
              noted,
              strikes,
              values,
              new SeenAsset(List.of(), Optional.empty())));
    }
  }

  private static List<Violation> check(Consumer<Draft> change) {
    Draft draft = new Draft();
    change.accept(draft);
    return draft.check();
  }

  @Test
  void nothingIsFoundWhereEveryWordIsKept() {
    assertThat(check(_ -> {})).isEmpty();
  }

  @Test
  void aRunMayFailWhoseWorkerWasStruckHoweverItWasAimedAt() {
    assertThat(
            check(draft -> {
              draft.fail("its worker was lost");
              draft.strike(Fault.WORKER_KILLED, "r", WORKER);
            }))
        .isEmpty();
    assertThat(
            check(draft -> {
              draft.fail("its worker was lost");
              draft.strike(Fault.WORKER_STOPPED_LONG, "another", WORKER);
            }))
        .isEmpty();
  }

  @Test
  void whatALostAttemptHasStoredCountsAsLittleAsItIsNamed() {
    assertThat(
            check(draft -> {
              draft.noted.add(0, Draft.noted(OTHER, "stored", "r/first", "h0"));
              draft.noted.add(0, Draft.noted(OTHER, "began", "", ""));
              draft.put(2, "StepRestarted", "first", "attempt", "1");
            }))
        .isEmpty();
  }

  @Test
  void aWorkerMayReadWhatItStoredItselfBeforeItsWordsWereLostWithIt() {
    Noted read = new Noted(0, OTHER, "r", "second", 0, "loaded", "r/first", "h0");
    assertThat(check(draft -> draft.noted.add(0, read))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void eachWayToBreakAWordIsFound(String rule, Consumer<Draft> change) {
    assertThat(check(change)).extracting(Violation::rule).contains(rule);
  }

  private static Arguments breaks(String rule, Consumer<Draft> change) {
    return Arguments.of(rule, change);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        breaks("an acknowledged launch is there once", draft -> draft.listed = 0),
        breaks("an acknowledged launch is there once", draft -> draft.listed = 2),
        breaks("a run comes to its end", draft -> draft.events.removeLast()),
        breaks("a run has one end", draft -> draft.add("RunFailed", "", "reason", "why")),
        breaks("the status is what the log says", draft -> draft.status = "CANCELING"),
        breaks("a run that failed says why", draft -> draft.fail("")),
        breaks("nothing comes after the end", draft -> draft.add("StepStarted", "second")),
        breaks("a run whose worker lives ends as it should", draft -> draft.fail("lost")),
        breaks(
            "a run whose worker lives ends as it should",
            draft -> {
              draft.fail("lost");
              draft.strike(Fault.HOST_KILLED, "r", WORKER);
              draft.strike(Fault.WORKER_STOPPED, "r", WORKER);
              draft.strike(Fault.WORKER_KILLED, "another", OTHER);
            }),
        breaks("positions have no gap", draft -> draft.events.remove(2)),
        breaks(
            "an event is there once",
            draft -> draft.put(5, "Logged", "first", "message", "line 0 of first 1")),
        breaks("an event is there once", draft -> draft.put(3, "StepStarted", "first")),
        breaks(
            "all that a step said is there",
            draft -> draft.noted.set(1, Draft.noted(WORKER, "told", "", "2"))),
        breaks(
            "all that a step printed is there once, in its order",
            draft -> draft.printed.put("first", "line 0 of first 1\nline 0 of first 1\n")),
        breaks(
            "all that a step printed is there once, in its order", draft -> draft.printed.clear()),
        breaks(
            "a run whose worker lives ends as it should",
            draft -> {
              draft.launched.set(0, new Launched("r", "resuming", End.SUCCEEDED));
              draft.fail("its worker was lost, and nobody took it up");
              draft.strike(Fault.WORKER_KILLED, "r", WORKER);
            }),
        breaks(
            "what counts was stored by the newest worker",
            draft -> draft.put(1, "WorkerAttached", "", "attempt", "1", "process", "" + OTHER)),
        breaks("a step that succeeded has stored", draft -> draft.put(4, "FactsReported", "first")),
        breaks("a step that succeeded has stored", draft -> draft.noted.remove(3)),
        breaks("a step that succeeded has run", draft -> draft.noted.removeFirst()),
        breaks(
            "no step runs again after its success",
            draft -> draft.noted.add(Draft.noted(OTHER, "began", "", ""))),
        breaks(
            "what counts was stored by the attempt that the log names",
            draft -> draft.noted.add(Draft.noted(OTHER, "stored", "r/first", "h2"))),
        breaks(
            "what counts was stored by the attempt that the log names",
            draft -> draft.put(2, "StepRestarted", "first", "attempt", "2")),
        breaks("the store holds what counts", draft -> draft.values.put("r/first", "h2")),
        breaks("the store holds what counts", draft -> draft.values.clear()),
        breaks(
            "a step reads what counts",
            draft -> draft.noted.add(Draft.noted(WORKER, "loaded", "r/first", "h0"))));
  }
}
