package io.dagwerk.execution;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.Attribution;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// What the current thread works for, so that what it logs and prints is recorded there: a step, or
/// the run itself while resources are opened and closed.
///
/// Threads that user code starts inherit it; threads of pools that are older do not. A thread that
/// outlives the step that started it speaks for nobody any more: what it says is recorded as of the
/// run and [Attribution#UNKNOWN] while the run is open, and goes to the terminal after that. While
/// its step goes on, what it does for another one is taken for the work of its own. Thread-safe.
public final class LogScope {
  private static final InheritableThreadLocal<@Nullable LogScope> CURRENT =
      new InheritableThreadLocal<>();

  /// For each open run, what threads say that have outlived their step.
  private static final Map<RunId, LogScope> STRAYS = new ConcurrentHashMap<>();

  /// How many threads work for each run.
  private static final Map<RunId, Integer> WORKING = new ConcurrentHashMap<>();

  private final RunId run;
  private final Optional<StepKey> step;
  private final Attribution attribution;
  private final EventSink events;
  private final PrintedLines out;
  private final PrintedLines err;
  private final AtomicInteger users = new AtomicInteger();

  private LogScope(RunId run, Optional<StepKey> step, Attribution attribution, EventSink events) {
    this.run = run;
    this.step = step;
    this.attribution = attribution;
    this.events = events;
    this.out = printed(Event.Stream.STDOUT, events);
    this.err = printed(Event.Stream.STDERR, events);
  }

  private PrintedLines printed(Event.Stream stream, EventSink sink) {
    return new PrintedLines(
        line -> sink.append(new Event.Printed(step, stream, line, attribution)));
  }

  /// The scope of a step, open while [#call] is under way.
  static LogScope of(RunId run, StepKey step, EventSink events) {
    return new LogScope(run, Optional.of(step), Attribution.KNOWN, events);
  }

  /// The scope of a run, open until its [#end].
  static LogScope of(RunId run, EventSink events) {
    LogScope scope = new LogScope(run, Optional.empty(), Attribution.KNOWN, events);
    LogScope strays = new LogScope(run, Optional.empty(), Attribution.UNKNOWN, events);
    scope.enter();
    strays.enter();
    STRAYS.put(run, strays);
    return scope;
  }

  /// Ends the scope of a run: what its threads say from now on goes to the terminal.
  void end() {
    Optional.ofNullable(STRAYS.remove(run))
        .ifPresent(strays -> {
          strays.leave();
          leave();
        });
  }

  /// The open scope of the calling thread.
  public static Optional<LogScope> current() {
    return Optional.ofNullable(CURRENT.get()).flatMap(LogScope::open);
  }

  private Optional<LogScope> open() {
    return isOpen() ? Optional.of(this) : Optional.ofNullable(STRAYS.get(run));
  }

  private boolean isOpen() {
    return users.get() > 0;
  }

  private void enter() {
    out.open();
    err.open();
    users.incrementAndGet();
  }

  /// Last closes what [#enter] opened first: while the scope is open, so are its streams.
  private void leave() {
    users.decrementAndGet();
    out.close();
    err.close();
  }

  public RunId run() {
    return run;
  }

  /// Empty while a resource is opened or closed, which all steps share, and for a thread that has
  /// outlived its step.
  public Optional<StepKey> step() {
    return step;
  }

  /// Calls the function in this scope, and records at its end what it printed without a line break.
  ///
  /// @throws Exception what the function throws
  public <T> T call(Callable<T> function) throws Exception {
    try (Turn _ = Turn.of(this)) {
      return function.call();
    }
  }

  /// The same for what returns and throws nothing.
  void run(Runnable action) {
    try (Turn _ = Turn.of(this)) {
      action.run();
    }
  }

  /// Whether a thread works for a run; when the run has ended, it is one that was left behind.
  static boolean isWorkedFor(RunId run) {
    return WORKING.containsKey(run);
  }

  /// Calls the function for nothing in particular: what it logs and prints is nobody's.
  static void outside(Runnable function) {
    LogScope outer = CURRENT.get();
    CURRENT.remove();
    try {
      function.run();
    } finally {
      restore(outer);
    }
  }

  private static void restore(@Nullable LogScope outer) {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }

  /// Records a line that was logged.
  public void log(Event.Level level, String logger, String message, Optional<Throwable> thrown) {
    Optional<LogScope> open = open();
    LogScope speaker = open.orElse(this);
    Event.Logged line =
        new Event.Logged(
            speaker.step, level, logger, message, thrown.map(ErrorInfo::of), speaker.attribution);
    open.ifPresentOrElse(scope -> scope.events.append(line), () -> Terminal.tell(line));
  }

  /// A logger whose lines are events of this scope, on any thread.
  Logger logger() {
    return new StepLogger(this);
  }

  /// Takes what the calling thread prints.
  ///
  /// @return whether there is an open scope that took it
  static boolean print(Event.Stream stream, byte[] bytes, int offset, int length) {
    for (Optional<LogScope> scope = current(); scope.isPresent(); scope = current()) {
      if (scope.get().printed(stream).write(bytes, offset, length)) {
        return true;
      }
    }
    return false;
  }

  private PrintedLines printed(Event.Stream stream) {
    return switch (stream) {
      case STDOUT -> out;
      case STDERR -> err;
    };
  }

  /// While the calling thread works for a scope.
  private record Turn(LogScope scope, @Nullable LogScope outer) implements AutoCloseable {
    static Turn of(LogScope scope) {
      Turn turn = new Turn(scope, CURRENT.get());
      CURRENT.set(scope);
      scope.enter();
      WORKING.merge(scope.run, 1, Integer::sum);
      return turn;
    }

    @Override
    public void close() {
      WORKING.computeIfPresent(scope.run, (_, threads) -> threads == 1 ? null : threads - 1);
      scope.leave();
      restore(outer);
    }
  }
}
