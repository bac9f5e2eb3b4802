package io.dagwerk.execution;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// The step that the current thread works for, so that what it logs and prints is the step's.
///
/// Threads that user code starts inherit it; threads of pools that are older do not.
///
/// @param events takes what is logged
public record StepScope(RunId run, StepKey step, EventSink events) {
  private static final InheritableThreadLocal<@Nullable StepScope> CURRENT =
      new InheritableThreadLocal<>();

  /// The scope of the calling thread.
  public static Optional<StepScope> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /// Calls the function in this scope.
  ///
  /// @throws Exception what the function throws
  public <T> T call(Callable<T> function) throws Exception {
    StepScope outer = CURRENT.get();
    CURRENT.set(this);
    try {
      return function.call();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /// Records a line that was logged.
  public void log(Event.Level level, String logger, String message, Optional<Throwable> thrown) {
    events.append(
        new Event.Logged(Optional.of(step), level, logger, message, thrown.map(ErrorInfo::of)));
  }

  /// A logger whose lines are events of this step, on any thread.
  Logger logger() {
    return new StepLogger(this);
  }
}
