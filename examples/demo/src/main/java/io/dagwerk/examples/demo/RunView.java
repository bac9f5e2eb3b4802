package io.dagwerk.examples.demo;

import io.dagwerk.cli.Screen;
import io.dagwerk.model.Event;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.StepKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Shows a run on a screen while its events come in: what runs, a line for each asset that is made,
/// whatever did not go well, and how many steps have ended. Thread-safe.
final class RunView implements Consumer<RecordedEvent> {
  private final Screen screen;
  private final Set<StepKey> running = new LinkedHashSet<>();
  private final Set<StepKey> checks = new HashSet<>();
  private int planned;
  private int ended;
  private int abandoned;

  RunView(Screen screen) {
    this.screen = screen;
  }

  @Override
  public synchronized void accept(RecordedEvent recorded) {
    switch (recorded.event()) {
      case Event.RunPlanned plan -> planned = plan.steps().size();
      case Event.RunReplanned plan -> planned = plan.steps().size();
      case Event.StepStarted started -> running.add(started.step());
      case Event.CheckEvaluated check -> evaluated(check);
      case Event.StepWaitingToRetry waiting ->
          line(waiting.step(), "is tried again: " + waiting.error().summary());
      case Event.StepSucceeded succeeded -> succeeded(succeeded);
      case Event.StepFailed failed -> end(failed, "FAILED: " + failed.error().summary());
      case Event.StepAbandoned step -> {
        abandoned++;
        count(step.step());
      }
      case Event.StepSkipped skipped -> end(skipped, "skipped");
      case Event.StepCanceled canceled -> canceled(canceled);
      case Event.RunFailing failing -> screen.line("  stopping: " + failing.reason());
      case Event.RunCanceling canceling -> screen.line("  stopping: " + canceling.reason());
      case Event.RunSucceeded _, Event.RunFailed _, Event.RunCanceled _ -> runEnded();
      default -> {}
    }
    screen.status(status());
  }

  private void evaluated(Event.CheckEvaluated check) {
    checks.add(check.step());
    if (!check.passed()) {
      line(check.step(), "%s: %s".formatted(check.severity(), check.description()));
    }
  }

  private void succeeded(Event.StepSucceeded succeeded) {
    if (checks.contains(succeeded.step())) {
      count(succeeded.step());
    } else {
      end(succeeded, seconds(succeeded.took()));
    }
  }

  private void runEnded() {
    running.clear();
    screen.status("");
    String others = abandoned == 0 ? "" : ", %d of them not run".formatted(abandoned);
    screen.line("  %3d/%d  steps ended%s".formatted(ended, planned, others));
  }

  /// What had not begun is only counted: there may be much of it.
  private void canceled(Event.StepCanceled canceled) {
    if (running.contains(canceled.step())) {
      end(canceled, "canceled");
    } else {
      count(canceled.step());
    }
  }

  private void end(Event.OfStep end, String how) {
    count(end.step());
    line(end.step(), how);
  }

  private void count(StepKey step) {
    running.remove(step);
    ended++;
  }

  private void line(StepKey step, String what) {
    screen.line("  %3d/%d  %s  %s".formatted(ended, planned, step, what));
  }

  private String status() {
    return running.isEmpty()
        ? ""
        : "  %3d/%d  %s"
            .formatted(
                ended,
                planned,
                running.stream().map(StepKey::toString).collect(Collectors.joining(", ")));
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.2f s", took.toMillis() / 1000.0);
  }
}
