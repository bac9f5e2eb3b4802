package io.dagwerk.chaos;

import io.dagwerk.chaos.History.End;
import io.dagwerk.chaos.History.Launched;
import io.dagwerk.chaos.History.SeenRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;

/// Says which words an instance has not kept. Pure.
final class Checker {
  private final History history;
  private final List<Violation> found = new ArrayList<>();

  private Checker(History history) {
    this.history = history;
  }

  static List<Violation> check(History history) {
    Checker checker = new Checker(history);
    history.launched().forEach(checker::launch);
    new AssetChecker(history, checker.found::add).check();
    return checker.found;
  }

  private void add(String rule, String run, String what) {
    found.add(new Violation(rule, run, what));
  }

  private void launch(Launched launched) {
    List<SeenRun> seen =
        history.runs().stream().filter(run -> run.id().equals(launched.run())).toList();
    if (seen.size() != 1) {
      add(
          "an acknowledged launch is there once",
          launched.run(),
          "it is there %d times".formatted(seen.size()));
      return;
    }
    SeenRun run = seen.getFirst();
    end(run);
    excused(launched, run);
    positions(run);
    uniqueEvents(run);
    new StepChecker(history, run, found::add).check();
  }

  private void end(SeenRun run) {
    List<SeenEvent> ends = run.events().stream().filter(SeenEvent::isEnd).toList();
    if (ends.isEmpty()) {
      add(
          "a run comes to its end",
          run.id(),
          "it is %s (%s)".formatted(run.status(), run.reason()));
      return;
    }
    if (ends.size() > 1) {
      add("a run has one end", run.id(), "it has %s".formatted(ends));
    }
    String status = ends.getFirst().kind().substring("Run".length()).toUpperCase(Locale.ROOT);
    if (!run.status().equals(status)) {
      add(
          "the status is what the log says",
          run.id(),
          "%s, after %s".formatted(run.status(), ends));
    }
    if (status.equals("FAILED") && run.reason().isBlank()) {
      add("a run that failed says why", run.id(), "it does not");
    }
    long after = ends.getFirst().position();
    run.events().stream()
        .filter(event -> event.position() > after)
        .findFirst()
        .ifPresent(event -> add("nothing comes after the end", run.id(), event.toString()));
  }

  /// Only who was struck, or is meant to, ends in another way than it should; and not even who was
  /// struck, where another attempt takes the run up.
  private void excused(Launched launched, SeenRun run) {
    boolean isAsMeant =
        run.status().equals(launched.end().name())
            || (launched.end() == End.CANCELED && run.status().equals("SUCCEEDED"));
    boolean wasStruck =
        history.strikes().stream()
            .filter(strike -> strike.fault().losesWorker())
            .anyMatch(strike -> strike.run().equals(run.id()) || worksFor(strike.pid(), run));
    boolean isTakenUp = launched.job().equals(Scenario.TAKEN_UP);
    if (!isAsMeant && !(wasStruck && !isTakenUp && run.status().equals("FAILED"))) {
      add(
          "a run whose worker lives ends as it should",
          run.id(),
          "expected %s, but found %s (%s)".formatted(launched.end(), run.status(), run.reason()));
    }
  }

  private static boolean worksFor(long pid, SeenRun run) {
    return run.events().stream()
        .anyMatch(event ->
            event.kind().equals("WorkerAttached")
                && event.fact("process").equals(Long.toString(pid)));
  }

  private void positions(SeenRun run) {
    for (int i = 0; i < run.events().size(); i++) {
      if (run.events().get(i).position() != i + 1) {
        add(
            "positions have no gap",
            run.id(),
            "expected %d, but found %s".formatted(i + 1, run.events().get(i)));
        return;
      }
    }
  }

  /// Each event of these kinds is like no other of its run.
  private void uniqueEvents(SeenRun run) {
    Set<String> seen = new HashSet<>();
    Map<String, Integer> told = new HashMap<>();
    for (SeenEvent event : run.events()) {
      String identity =
          switch (event.kind()) {
            case "StepStarted", "StepSucceeded", "StepFailed", "StepAbandoned", "RunStarted" ->
                event.kind() + " " + event.step();
            case "StepRestarted", "WorkerAttached" ->
                event.kind() + " " + event.step() + " " + event.attempt();
            case "Logged" -> event.fact("message");
            default -> "";
          };
      if (!identity.isEmpty() && !seen.add(identity)) {
        add("an event is there once", run.id(), event.toString());
      }
      if (event.kind().equals("Logged")) {
        String message = event.fact("message");
        told.merge(message.substring(message.indexOf(" of ") + 4), 1, Integer::sum);
      }
    }
    if (run.status().equals("SUCCEEDED")) {
      history.notedOf(run.id()).stream()
          .filter(noted -> noted.what().equals("told"))
          .filter(noted -> isLast(noted, run))
          .forEach(noted -> {
            said(noted, run, told.getOrDefault(noted.step() + " " + noted.attempt(), 0));
            run.printed().ifPresent(texts -> printed(noted, run, texts));
          });
    }
  }

  private void said(Noted noted, SeenRun run, int there) {
    if (there != Integer.parseInt(noted.detail())) {
      add(
          "all that a step said is there",
          run.id(),
          "%d lines of %s, after %s".formatted(there, noted.detail(), noted));
    }
  }

  /// @param texts of the newest attempt, by step
  private void printed(Noted noted, SeenRun run, SequencedMap<String, String> texts) {
    String end = " of %s %d".formatted(noted.step(), noted.attempt());
    List<String> found =
        texts.getOrDefault(noted.step(), "").lines().filter(line -> line.endsWith(end)).toList();
    List<String> expected =
        IntStream.range(0, Integer.parseInt(noted.detail()))
            .mapToObj(i -> "line " + i + end)
            .toList();
    if (!found.equals(expected)) {
      add(
          "all that a step printed is there once, in its order",
          run.id(),
          "expected %d lines after %s, but found %s".formatted(expected.size(), noted, found));
    }
  }

  /// Whether the process that said it is the one that brought the run to its end.
  private static boolean isLast(Noted noted, SeenRun run) {
    return run.events().reversed().stream()
        .filter(event -> event.kind().equals("WorkerAttached"))
        .findFirst()
        .filter(event -> event.fact("process").equals(Long.toString(noted.pid())))
        .isPresent();
  }
}
