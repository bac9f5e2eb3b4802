package io.dagwerk.logging;

import io.dagwerk.execution.LogScope;
import io.dagwerk.model.Event;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/// A logger whose lines become events of the step that the calling thread works for. Lines of a
/// thread that works for no open run go to the error stream, from WARN up.
///
/// Steps log from the level that the system property `dagwerk.log` names; INFO if it names none.
final class RoutedLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;
  private static final Level LEAST = least(System.getProperty("dagwerk.log", "info"));
  private static final PrintStream ELSEWHERE = System.err;

  RoutedLogger(String name) {
    this.name = name;
  }

  /// A word that is no level means INFO: a misspelt property must not break what logs.
  static Level least(String word) {
    for (Level level : Level.values()) {
      if (level.name().equals(word.toUpperCase(Locale.ROOT))) {
        return level;
      }
    }
    return Level.INFO;
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      @Nullable Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    String text = String.valueOf(MessageFormatter.basicArrayFormat(message, arguments));
    Optional<LogScope> scope = LogScope.current();
    if (scope.isPresent()) {
      scope
          .get()
          .log(Event.Level.valueOf(level.name()), getName(), text, Optional.ofNullable(thrown));
    } else {
      ELSEWHERE.println(level + " " + getName() + ": " + text);
      if (thrown != null) {
        thrown.printStackTrace(ELSEWHERE);
      }
    }
  }

  private boolean isEnabled(Level level) {
    Level least = LogScope.current().isPresent() ? LEAST : Level.WARN;
    return level.toInt() >= least.toInt();
  }

  @Override
  public boolean isTraceEnabled() {
    return isEnabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return isEnabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return isEnabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return isEnabled(Level.ERROR);
  }
}
