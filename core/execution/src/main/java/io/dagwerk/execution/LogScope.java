package io.dagwerk.execution;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// What the current thread works for, so that what it logs and prints is recorded there: a step, or
/// the run itself while resources are opened and closed.
///
/// Threads that user code starts inherit it; threads of pools that are older do not. Thread-safe.
public final class LogScope {
  private static final InheritableThreadLocal<@Nullable LogScope> CURRENT =
      new InheritableThreadLocal<>();

  private final RunId run;
  private final Optional<StepKey> step;
  private final EventSink events;
  private final PrintedLines out;
  private final PrintedLines err;

  private LogScope(RunId run, Optional<StepKey> step, EventSink events) {
    this.run = run;
    this.step = step;
    this.events = events;
    this.out = new PrintedLines(step, Event.Stream.STDOUT, events);
    this.err = new PrintedLines(step, Event.Stream.STDERR, events);
  }

  static LogScope of(RunId run, StepKey step, EventSink events) {
    return new LogScope(run, Optional.of(step), events);
  }

  static LogScope of(RunId run, EventSink events) {
    return new LogScope(run, Optional.empty(), events);
  }

  /// The scope of the calling thread.
  public static Optional<LogScope> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  public RunId run() {
    return run;
  }

  /// Empty while a resource is opened or closed, which all steps share.
  public Optional<StepKey> step() {
    return step;
  }

  /// Calls the function in this scope, and records at its end what it printed without a line break.
  ///
  /// @throws Exception what the function throws
  public <T> T call(Callable<T> function) throws Exception {
    LogScope outer = CURRENT.get();
    CURRENT.set(this);
    try {
      return function.call();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
      out.end();
      err.end();
    }
  }

  /// Calls the function for nothing in particular: what it logs and prints is nobody's.
  static void outside(Runnable function) {
    LogScope outer = CURRENT.get();
    CURRENT.remove();
    try {
      function.run();
    } finally {
      if (outer != null) {
        CURRENT.set(outer);
      }
    }
  }

  /// Records a line that was logged.
  public void log(Event.Level level, String logger, String message, Optional<Throwable> thrown) {
    events.append(new Event.Logged(step, level, logger, message, thrown.map(ErrorInfo::of)));
  }

  /// A logger whose lines are events of this scope, on any thread.
  Logger logger() {
    return new StepLogger(this);
  }

  PrintedLines printed(Event.Stream stream) {
    return switch (stream) {
      case STDOUT -> out;
      case STDERR -> err;
    };
  }
}
