package io.dagwerk.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Shows a run while its events come in: what runs, what is logged and printed, each end of a step,
/// and errors where they happened. For one thread.
final class RunView {
  private final Screen screen;
  private final Set<String> running = new LinkedHashSet<>();
  private final StepCount count = new StepCount();

  RunView(Screen screen) {
    this.screen = screen;
  }

  /// Takes the next event. Of kinds that it does not know, nothing is shown.
  void accept(Answer event) {
    step(event).ifPresent(count::saw);
    switch (event.text("kind")) {
      case "RunPlanned", "RunReplanned" -> count.planned(event.get("json").texts("steps"));
      case "RunAttemptStarted" -> startAgain();
      case "StepStarted" -> step(event).ifPresent(running::add);
      case "StepFannedOut" -> {
        count.fannedOut(event.get("json").texts("keys"));
        line(event);
      }
      case "StepSucceeded", "StepSkipped", "StepReused" -> end(event);
      case "StepCanceled", "StepAbandoned" -> endQuietly(event);
      case "StepFailed" -> {
        end(event);
        error(event);
      }
      case "StepWaitingToRetry", "HookFailed" -> {
        line(event);
        error(event);
      }
      case "CheckEvaluated" -> {
        if (!event.get("json").isTrue("passed")) {
          line(event);
        }
      }
      case "Logged" -> {
        said(event, event.get("json").text("level") + " " + event.get("json").text("message"));
        error(event);
      }
      case "Printed" -> said(event, event.get("json").text("line"));
      case "RunFailed" -> {
        line(event);
        error(event);
      }
      case "RunFailing", "RunCanceling", "RunCanceled", "RunSucceeded", "WorkerLost" -> line(event);
      default -> {}
    }
    screen.status(status());
  }

  /// What ran in a worker that was lost does not run any more.
  private void startAgain() {
    running.clear();
  }

  private static Optional<String> step(Answer event) {
    return event.findText("step");
  }

  private void end(Answer event) {
    count.ended();
    step(event).ifPresent(running::remove);
    line(event);
  }

  /// What had not begun is only counted: there may be much of it.
  private void endQuietly(Answer event) {
    boolean ran = step(event).map(running::contains).orElse(false);
    if (ran) {
      end(event);
    } else {
      count.ended();
    }
  }

  private void line(Answer event) {
    screen.line(
        step(event)
            .map(step -> "%s  %s  %s".formatted(count.text(), step, event.text("text")))
            .orElse("%s  %s".formatted(count.text(), event.text("text"))));
  }

  private void said(Answer event, String text) {
    String whose = step(event).map(step -> step + " | ").orElse("| ");
    text.lines().forEach(line -> screen.line("    " + whose + line));
  }

  /// Takes a line that was printed.
  void printed(PrintedText.Stream stream, String text) {
    screen.line("    " + stream.step().map(step -> step + " | ").orElse("| ") + text);
  }

  private void error(Answer event) {
    event
        .get("json")
        .find("error")
        .map(ErrorText::lines)
        .orElse(List.of())
        .forEach(line -> screen.line("      " + line));
  }

  private String status() {
    return running.isEmpty() ? "" : "%s  %s".formatted(count.text(), String.join(", ", running));
  }
}
