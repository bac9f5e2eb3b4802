package io.dagwerk.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/// The logging backend of these tests: it keeps what is logged while a test listens, and loggers
/// can be muted by name, as in any backend's configuration.
public final class RecordedLogs implements SLF4JServiceProvider {
  private static final Set<String> MUTED = ConcurrentHashMap.newKeySet();
  private static final ThreadLocal<List<Line>> LINES = ThreadLocal.withInitial(ArrayList::new);

  private final Map<String, RecordingLogger> loggers = new ConcurrentHashMap<>();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter contexts = new NOPMDCAdapter();

  /// One logged line.
  record Line(String logger, Level level, String message) {}

  /// What this thread logs while `action` runs.
  static List<Line> during(Runnable action) {
    LINES.get().clear();
    action.run();
    return List.copyOf(LINES.get());
  }

  /// What this thread logs while `action` runs and a logger is muted.
  static List<Line> duringMuted(String logger, Runnable action) {
    MUTED.add(logger);
    try {
      return during(action);
    } finally {
      MUTED.remove(logger);
    }
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return name -> loggers.computeIfAbsent(name, RecordingLogger::new);
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return contexts;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}

  private static final class RecordingLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    RecordingLogger(String name) {
      this.name = name;
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public boolean isInfoEnabled() {
      return isHeard();
    }

    @Override
    public boolean isWarnEnabled() {
      return isHeard();
    }

    @Override
    public boolean isErrorEnabled() {
      return isHeard();
    }

    private boolean isHeard() {
      return !MUTED.contains(name);
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
        Object @Nullable [] arguments,
        @Nullable Throwable thrown) {
      String text = MessageFormatter.basicArrayFormat(message, arguments);
      LINES.get().add(new Line(name, level, text));
    }
  }
}
