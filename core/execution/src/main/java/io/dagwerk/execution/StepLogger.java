package io.dagwerk.execution;

import io.dagwerk.model.Event;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/// The logger of a step's context: every line is an event, from DEBUG up.
final class StepLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  private final transient LogScope scope;

  StepLogger(LogScope scope) {
    this.scope = scope;
    this.name = "step";
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
    String text = MessageFormatter.basicArrayFormat(message, arguments);
    scope.log(
        Event.Level.valueOf(level.name()),
        getName(),
        String.valueOf(text),
        Optional.ofNullable(thrown));
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return true;
  }

  @Override
  public boolean isInfoEnabled() {
    return true;
  }

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }
}
