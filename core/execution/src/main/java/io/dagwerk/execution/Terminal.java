package io.dagwerk.execution;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import java.io.PrintStream;
import java.util.Optional;

/// The standard streams of this process: where lines go that no run takes, so that none is lost.
final class Terminal {
  private Terminal() {}

  /// Shows a line; any other event is no line.
  static void tell(Event event) {
    if (event instanceof Event.Printed printed) {
      LogScope.outside(() -> streamOf(printed.stream()).println(printed.line()));
    } else if (event instanceof Event.Logged logged) {
      LogScope.outside(() -> System.err.println(text(logged)));
    }
  }

  private static PrintStream streamOf(Event.Stream stream) {
    return switch (stream) {
      case STDOUT -> System.out;
      case STDERR -> System.err;
    };
  }

  private static String text(Event.Logged logged) {
    StringBuilder text = new StringBuilder();
    text.append(logged.level()).append(' ').append(logged.logger()).append(": ");
    text.append(logged.message());
    String before = "\n";
    for (Optional<ErrorInfo> error = logged.error();
        error.isPresent();
        error = error.get().cause()) {
      ErrorInfo thrown = error.get();
      text.append(before).append(thrown.type()).append(": ").append(thrown.message());
      thrown.frames().forEach(frame -> text.append("\n\tat ").append(frame));
      before = "\nCaused by: ";
    }
    return text.toString();
  }
}
