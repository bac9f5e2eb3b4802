package io.dagwerk.graphql;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.PartitionKey;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Tells an event in one line, for people. The step that it is of is told beside it, so it does not
/// stand in the line. Pure.
final class EventText {
  private static final int LONGEST = 1_000;
  private static final int MOST_NAMES = 10;

  private EventText() {}

  static String of(Event event) {
    return oneLine(
        switch (event) {
          case Event.OfStep ofStep -> step(ofStep);
          case Event.RunQueued _ -> "the run is queued";
          case Event.RunPlanned planned -> count(planned.steps().size(), "step") + " planned";
          case Event.RunReplanned it ->
              "planned again, as the code changed from version %s to %s: %s"
                  .formatted(it.from(), it.to(), count(it.steps().size(), "step"));
          case Event.RunDequeued _ -> "the run left the queue";
          case Event.RunAttemptStarted it -> "attempt %d of the run".formatted(it.attempt());
          case Event.RunStarted _ -> "the run started";
          case Event.RunSucceeded it -> "the run succeeded in " + of(it.took());
          case Event.RunFailed it -> "the run failed: " + it.reason() + cause(it.error());
          case Event.RunFailing it -> "the run cannot go on: " + it.reason() + cause(it.error());
          case Event.RunCanceling it -> "the run is being canceled" + because(it.reason());
          case Event.RunCanceled it -> "the run was canceled" + because(it.reason());
          case Event.ResourceOpened it ->
              "resource '%s' opened in %s".formatted(it.resource(), of(it.took()));
          case Event.ResourceClosed it ->
              "resource '%s' closed in %s%s"
                  .formatted(it.resource(), of(it.took()), cause(it.error()));
          case Event.WorkerAttached it ->
              "worker %s attached for attempt %d".formatted(it.worker(), it.attempt());
          case Event.WorkerLost it ->
              "worker %s of attempt %d was lost%s"
                  .formatted(it.worker(), it.attempt(), because(it.reason()));
          case Event.Logged it -> it.level() + " " + it.message() + cause(it.error());
          case Event.Printed it -> it.line();
        });
  }

  private static String step(Event.OfStep event) {
    return switch (event) {
      case Event.StepStarted _ -> "started";
      case Event.StepRestarted it -> "attempt %d started".formatted(it.attempt());
      case Event.StepWaitingToRetry it ->
          "attempt %d failed, and is made again in %s: %s"
              .formatted(it.attempt(), of(it.delay()), it.error().summary());
      case Event.StepFannedOut it ->
          "fanned out to %s: %s".formatted(count(it.keys().size(), "branch"), names(it.keys()));
      case Event.StepSucceeded it -> "succeeded in " + of(it.took());
      case Event.StepFailed it -> "failed: " + it.error().summary();
      case Event.StepSkipped it ->
          "skipped: step '%s' did not emit '%s'".formatted(it.cause(), it.output());
      case Event.StepReused it ->
          "not run: the outputs of run %s were taken%s"
              .formatted(it.origin(), it.version().isPresent() ? ", which have its version" : "");
      case Event.StepAbandoned it -> "not run: step '%s' failed".formatted(it.cause());
      case Event.StepCanceled it -> "canceled" + because(it.reason());
      case Event.InputLoaded it ->
          "input %d loaded from %s by %s".formatted(it.input(), it.source(), it.ioManager());
      case Event.OutputStored it ->
          "output '%s' stored by %s".formatted(it.output(), it.ioManager());
      case Event.FactsReported it ->
          "facts: " + names(List.copyOf(it.metadata().values().keySet()));
      case Event.TypeChecked it -> typeChecked(it);
      case Event.AssetMaterialized it ->
          "asset '%s'%s materialized".formatted(it.asset(), of(it.partition()));
      case Event.AssetObserved it ->
          "asset '%s'%s observed".formatted(it.asset(), of(it.partition()));
      case Event.MaterializationPlanned it ->
          "asset '%s'%s is going to be materialized".formatted(it.asset(), of(it.partition()));
      case Event.CheckEvaluated it -> check(it);
      case Event.HookSucceeded it -> "hook '%s' succeeded".formatted(it.hook());
      case Event.HookFailed it -> "hook '%s' failed: %s".formatted(it.hook(), it.error().summary());
      case Event.HookSkipped it -> "hook '%s' skipped".formatted(it.hook());
      case Event.PoolWaiting it -> "waits for " + slots(it.slots());
      case Event.PoolClaimed it -> "has " + slots(it.slots());
    };
  }

  private static String typeChecked(Event.TypeChecked it) {
    String text =
        "%s %s type '%s'".formatted(it.value(), it.passed() ? "is of" : "is not of", it.type());
    return it.description().isEmpty() ? text : text + ": " + it.description();
  }

  private static String check(Event.CheckEvaluated it) {
    String outcome =
        it.passed()
            ? "passed"
            : switch (it.severity()) {
              case WARN -> "warns";
              case ERROR -> "did not pass";
            };
    String text =
        "check '%s' of asset '%s'%s %s"
            .formatted(it.check(), it.asset(), of(it.partition()), outcome);
    return it.description().isEmpty() ? text : text + ": " + it.description();
  }

  private static String of(Optional<PartitionKey> partition) {
    return partition.map(" of partition '%s'"::formatted).orElse("");
  }

  private static String of(Duration took) {
    return took.compareTo(Duration.ofMinutes(1)) < 0
        ? String.format(Locale.ROOT, "%.2f s", took.toMillis() / 1000.0)
        : String.format(
            Locale.ROOT,
            "%d:%02d:%02d h",
            took.toHours(),
            took.toMinutesPart(),
            took.toSecondsPart());
  }

  private static String cause(Optional<ErrorInfo> error) {
    return error.map(it -> "; " + it.summary()).orElse("");
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : ": " + reason;
  }

  private static String slots(Map<String, Integer> slots) {
    return slots.entrySet().stream()
        .map(slot -> "%s of pool '%s'".formatted(count(slot.getValue(), "slot"), slot.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String count(int number, String noun) {
    String plural = noun.endsWith("h") ? noun + "es" : noun + "s";
    return "%d %s".formatted(number, number == 1 ? noun : plural);
  }

  private static String names(List<String> names) {
    String some = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMES;
    return more > 0 ? "%s and %d more".formatted(some, more) : some;
  }

  /// The first line, and dots when there is more.
  private static String oneLine(String text) {
    String first = text.lines().findFirst().orElse("");
    String shown = first.substring(0, Math.min(first.length(), LONGEST));
    return shown.length() < text.stripTrailing().length() ? shown + " ..." : shown;
  }
}
