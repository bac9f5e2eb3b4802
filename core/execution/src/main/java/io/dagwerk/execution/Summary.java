package io.dagwerk.execution;

import io.dagwerk.model.Event.CheckEvaluated;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.plan.Progress;
import io.dagwerk.plan.RunOutcome;
import io.dagwerk.plan.StepState;
import java.util.ArrayList;
import java.util.List;

/// Tells in a few lines how a run went. Pure.
final class Summary {
  private static final int MOST_LINES = 50;

  private Summary() {}

  static String of(RunRecord run) {
    Progress progress = run.progress();
    List<String> lines = new ArrayList<>();
    progress.states().entrySet().stream()
        .filter(entry -> isWorthALine(entry.getValue()))
        .map(entry -> progress.why(entry.getKey()) + place(entry.getValue()))
        .forEach(lines::add);
    run.events(CheckEvaluated.class).stream()
        .filter(check -> !check.passed())
        .map(Summary::line)
        .forEach(lines::add);
    StringBuilder text = new StringBuilder(headline(run, progress));
    lines.stream().limit(MOST_LINES).forEach(line -> text.append("\n- ").append(line));
    if (lines.size() > MOST_LINES) {
      text.append("\n- and %d more".formatted(lines.size() - MOST_LINES));
    }
    return text.toString();
  }

  private static String headline(RunRecord run, Progress progress) {
    long good = progress.states().values().stream().filter(Summary::isGood).count();
    String steps = "%d of %d steps".formatted(good, progress.states().size());
    return "job '%s' ".formatted(run.plan().job())
        + switch (run.outcome()) {
          case RunOutcome.Succeeded _ -> "succeeded, %s".formatted(steps);
          case RunOutcome.Failed failed ->
              "failed, %s succeeded; %s".formatted(steps, failed.reason());
          case RunOutcome.Canceled canceled ->
              "was canceled, %s succeeded; %s".formatted(steps, canceled.reason());
        };
  }

  /// Where the user's code threw, for the reader to look there first.
  private static String place(StepState state) {
    return state instanceof StepState.Failed failed && failed.kind() == FailureKind.EXCEPTION
        ? failed.error().frames().stream()
            .filter(frame -> !frame.contains("/") && !frame.startsWith("io.dagwerk."))
            .findFirst()
            .map(", at "::concat)
            .orElse("")
        : "";
  }

  private static String line(CheckEvaluated check) {
    return "check '%s' of asset '%s'%s %s: %s"
        .formatted(
            check.check(),
            check.asset(),
            check.partition().map("[%s]"::formatted).orElse(""),
            switch (check.severity()) {
              case ERROR -> "did not pass";
              case WARN -> "warns";
            },
            check.description());
  }

  private static boolean isGood(StepState state) {
    return state instanceof StepState.Succeeded
        || state instanceof StepState.Reused
        || state instanceof StepState.FannedOut;
  }

  private static boolean isWorthALine(StepState state) {
    return !isGood(state) && !(state instanceof StepState.Skipped);
  }
}
