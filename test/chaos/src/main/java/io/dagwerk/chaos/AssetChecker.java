package io.dagwerk.chaos;

import io.dagwerk.chaos.History.SeenRun;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Holds what is said of an asset that several runs make against their logs and against what their
/// steps wrote down. Pure.
final class AssetChecker {
  private static final String STEP = "kept";

  private final History history;
  private final Consumer<Violation> found;
  private final List<SeenFact> facts;

  AssetChecker(History history, Consumer<Violation> found) {
    this.history = history;
    this.found = found;
    this.facts =
        history.assets().facts().stream()
            .filter(fact -> fact.kind().equals("MATERIALIZED"))
            .sorted(Comparator.comparingLong(SeenFact::number))
            .toList();
  }

  /// A run that has made it.
  ///
  /// @param begun when its step wrote down that it began, by its last attempt
  /// @param made when its log says that the step succeeded
  private record Made(SeenRun run, long number, long begun, long made) {}

  void check() {
    List<Made> made = history.runs().stream().flatMap(run -> made(run).stream()).toList();
    newest();
    order(made);
    made.stream().max(Comparator.comparingLong(Made::number)).ifPresent(last -> kept(last, made));
  }

  /// Each success is known once; nothing else is known.
  private Optional<Made> made(SeenRun run) {
    Optional<SeenEvent> success =
        run.events().stream()
            .filter(event -> event.kind().equals("StepSucceeded") && event.step().startsWith(STEP))
            .findFirst();
    List<SeenFact> known = facts.stream().filter(fact -> fact.run().equals(run.id())).toList();
    if (known.size() != (success.isPresent() ? 1 : 0)) {
      found.accept(
          new Violation(
              "a materialization is known once, when its step has succeeded",
              run.id(),
              "%s, but known is %s".formatted(success, known)));
      return Optional.empty();
    }
    return success.map(
        end -> new Made(run, known.getFirst().number(), begun(run, end.step()), end.millis()));
  }

  private long begun(SeenRun run, String step) {
    return history.notedOf(run.id()).stream()
        .filter(noted -> noted.what().equals("began") && noted.step().equals(step))
        .mapToLong(Noted::millis)
        .max()
        .orElse(Long.MAX_VALUE);
  }

  private void newest() {
    Optional<SeenFact> last = facts.isEmpty() ? Optional.empty() : Optional.of(facts.getLast());
    if (!history.assets().newest().equals(last)) {
      found.accept(
          new Violation(
              "the newest materialization is shown",
              last.map(SeenFact::run).orElse(""),
              "%s is newer than %s".formatted(last, history.assets().newest())));
    }
  }

  /// What began when another had been made is newer than that.
  private void order(List<Made> made) {
    for (Made one : made) {
      for (Made other : made) {
        if (one.made() < other.begun() && one.number() > other.number()) {
          found.accept(
              new Violation(
                  "what was made later is newer",
                  other.run().id(),
                  "%s was made before %s, and counts as newer".formatted(one, other)));
        }
      }
    }
  }

  /// Where nobody wrote at the same time, the value of the newest lies in the store.
  private void kept(Made newest, List<Made> made) {
    Optional<SeenEvent> output =
        newest.run().events().stream()
            .filter(event -> event.kind().equals("OutputStored") && event.step().startsWith(STEP))
            .reduce((_, last) -> last);
    String path = output.map(event -> event.fact("path")).orElse("");
    boolean isAlone =
        history.noted().stream()
            .filter(noted -> noted.path().equals(path) && !noted.run().equals(newest.run().id()))
            .filter(noted -> noted.what().equals("writing") || noted.what().equals("stored"))
            .allMatch(noted -> noted.millis() < newest.begun());
    String there = history.values().getOrDefault(path, "nothing");
    if (isAlone && !there.equals(output.map(event -> event.fact("hash")).orElse(""))) {
      found.accept(
          new Violation(
              "the store holds the newest",
              newest.run().id(),
              "%s, but it holds %s of %d".formatted(output, there, made.size())));
    }
  }
}
