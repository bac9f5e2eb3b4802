package io.dagwerk.chaos;

import io.dagwerk.chaos.History.SeenRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// Holds what the log says of the steps of one run against what they wrote down. Pure.
final class StepChecker {
  /// What the log says of an output.
  ///
  /// @param worker the process of the attempt of the run
  /// @param attempt of the step
  private record Output(String path, String hash, String worker, int attempt, SeenEvent event) {}

  private final History history;
  private final SeenRun run;
  private final Consumer<Violation> found;
  private final List<Noted> noted;

  /// What the log says as far as it was read.
  private String worker = "";

  private final Map<String, Integer> attempts = new HashMap<>();
  private final SequencedMap<String, List<Output>> outputs = new LinkedHashMap<>();

  StepChecker(History history, SeenRun run, Consumer<Violation> found) {
    this.history = history;
    this.run = run;
    this.found = found;
    this.noted = history.notedOf(run.id());
  }

  private void add(String rule, String what) {
    found.accept(new Violation(rule, run.id(), what));
  }

  void check() {
    for (SeenEvent event : run.events()) {
      switch (event.kind()) {
        case "WorkerAttached" -> worker = event.fact("process");
        case "StepStarted" -> begin(event, 1);
        case "StepRestarted" -> begin(event, event.attempt());
        case "OutputStored" -> stored(event);
        case "StepSucceeded" -> succeeded(event);
        default -> {}
      }
    }
  }

  private void begin(SeenEvent event, int attempt) {
    attempts.put(event.step(), attempt);
    outputs.remove(event.step());
  }

  private void stored(SeenEvent event) {
    if (!event.fact("pid").equals(worker)) {
      add(
          "what counts was stored by the newest worker",
          "its worker is %s: %s".formatted(worker, event));
    }
    outputs
        .computeIfAbsent(event.step(), _ -> new ArrayList<>())
        .add(
            new Output(
                event.fact("path"),
                event.fact("hash"),
                worker,
                attempts.getOrDefault(event.step(), 0),
                event));
  }

  private void succeeded(SeenEvent success) {
    List<Output> stored = outputs.getOrDefault(success.step(), List.of());
    if (stored.isEmpty()) {
      add(
          "a step that succeeded has stored",
          "nothing is known of its output: %s".formatted(success));
    }
    stored.forEach(output -> output(success, output));
    List<Noted> begun =
        noted.stream()
            .filter(each -> each.step().equals(success.step()) && each.what().equals("began"))
            .toList();
    if (begun.isEmpty()) {
      add(
          "a step that succeeded has run",
          "no step wrote down that it began: %s".formatted(success));
    } else if (begun.getLast().pid() != pid(stored)
        || begun.getLast().attempt() != attempts.getOrDefault(success.step(), 0)) {
      add("no step runs again after its success", "%s, but %s".formatted(success, begun.getLast()));
    }
  }

  private static long pid(List<Output> stored) {
    return stored.isEmpty() ? 0 : Long.parseLong("0" + stored.getFirst().worker());
  }

  private void output(SeenEvent success, Output output) {
    List<Noted> written =
        noted.stream()
            .filter(each -> each.what().equals("stored") && each.path().equals(output.path()))
            .toList();
    if (written.isEmpty()) {
      add(
          "a step that succeeded has stored",
          "it did not write that down: %s".formatted(output.event()));
      return;
    }
    Noted last = written.getLast();
    boolean isByThatAttempt =
        last.detail().equals(output.hash())
            && Long.toString(last.pid()).equals(output.worker())
            && last.attempt() == output.attempt();
    if (!isByThatAttempt) {
      add(
          "what counts was stored by the attempt that the log names",
          "%s of %s, but %s".formatted(output, success, last));
    }
    if (output.path().contains(run.id())) {
      kept(output, last.millis());
    }
  }

  /// What lies at a place of its own, which no other run writes. Before it was stored, a worker
  /// whose words were lost with it may have read what that had stored itself.
  private void kept(Output output, long stored) {
    String kept = history.values().getOrDefault(output.path(), "nothing");
    if (!kept.equals(output.hash())) {
      add("the store holds what counts", "%s, but it holds %s".formatted(output, kept));
    }
    history.noted().stream()
        .filter(each -> each.what().equals("loaded") && each.path().equals(output.path()))
        .filter(each -> each.millis() >= stored && !each.detail().equals(output.hash()))
        .findFirst()
        .ifPresent(each -> add("a step reads what counts", "%s, but %s".formatted(output, each)));
  }
}
