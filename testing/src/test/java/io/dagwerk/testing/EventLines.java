package io.dagwerk.testing;

import io.dagwerk.model.Event;
import java.util.List;
import java.util.Optional;

/// The log of a run as short lines, such as `StepStarted load`, for tests that compare it.
final class EventLines {
  private EventLines() {}

  static List<String> of(Result result) {
    return result.record().events().map(EventLines::line).toList();
  }

  /// The lines of one step.
  static List<String> of(Result result, String step) {
    return result
        .record()
        .events()
        .filter(event -> stepOf(event).filter(step::equals).isPresent())
        .map(event -> event.getClass().getSimpleName())
        .toList();
  }

  private static Optional<String> stepOf(Event event) {
    return switch (event) {
      case Event.OfStep of -> Optional.of(of.step().toString());
      case Event.Logged logged -> logged.step().map(Object::toString);
      case Event.Printed printed -> printed.step().map(Object::toString);
      default -> Optional.empty();
    };
  }

  private static String line(Event event) {
    String kind = event.getClass().getSimpleName();
    return switch (event) {
      case Event.InputLoaded loaded ->
          "%s %s %d from %s".formatted(kind, loaded.step(), loaded.input(), loaded.source());
      case Event.OutputStored stored -> "%s %s %s".formatted(kind, stored.step(), stored.output());
      case Event.TypeChecked checked ->
          "%s %s %s: %s".formatted(kind, checked.step(), checked.value(), checked.passed());
      case Event.HookSucceeded hook -> "%s %s %s".formatted(kind, hook.step(), hook.hook());
      case Event.HookFailed hook -> "%s %s %s".formatted(kind, hook.step(), hook.hook());
      case Event.HookSkipped hook -> "%s %s %s".formatted(kind, hook.step(), hook.hook());
      case Event.OfStep of -> kind + " " + of.step();
      case Event.ResourceOpened opened -> kind + " " + opened.resource();
      case Event.ResourceClosed closed -> kind + " " + closed.resource();
      case Event.Logged logged ->
          "%s %s%s"
              .formatted(kind, logged.step().map(step -> step + ": ").orElse(""), logged.message());
      case Event.RunPlanned planned -> kind + " " + planned.steps();
      case Event.RunFailed failed -> "%s %s".formatted(kind, failed.reason());
      default -> kind;
    };
  }
}
