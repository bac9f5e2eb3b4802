package io.dagwerk.definitions;

import io.dagwerk.model.ConfigWarning;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Warns, once per place in the user's code or config, of what may change or goes away.
///
/// The logger `io.dagwerk.experimental` or `io.dagwerk.deprecated` can be silenced on its own. With
/// the system property `dagwerk.stability=strict` a use is an error instead. Thread-safe.
public final class Stability {
  /// The system property that turns warnings into errors when it is `strict`.
  public static final String PROPERTY = "dagwerk.stability";

  private static final Logger EXPERIMENTAL = LoggerFactory.getLogger("io.dagwerk.experimental");
  private static final Logger DEPRECATED = LoggerFactory.getLogger("io.dagwerk.deprecated");
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final int MOST_PLACES = 10_000;
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private Stability() {}

  /// Warns that something experimental is used.
  ///
  /// @param element such as `Asset.automatedBy`
  /// @throws IllegalStateException in strict mode
  public static void warn(String element, String reason) {
    warn(EXPERIMENTAL, "'%s' is experimental and may change: %s".formatted(element, reason));
  }

  /// Warns that something deprecated is used.
  ///
  /// @param element such as `Asset.kinds`
  /// @param instead what replaces it
  /// @param removedIn the version that it is gone from
  /// @throws IllegalStateException in strict mode
  public static void deprecated(String element, String instead, String removedIn) {
    warn(
        DEPRECATED,
        "'%s' is deprecated and will be gone in %s; use '%s'"
            .formatted(element, removedIn, instead));
  }

  /// Warns of a deprecated entry of a config document; the place is its path.
  ///
  /// @throws IllegalStateException in strict mode
  public static void warn(ConfigWarning warning) {
    log(DEPRECATED, warning.toString());
  }

  /// Whether warnings are errors.
  public static boolean isStrict() {
    return "strict".equals(System.getProperty(PROPERTY));
  }

  private static void warn(Logger logger, String what) {
    String place =
        WALKER
            .walk(frames -> frames.filter(Stability::isOutside).findFirst())
            .map(frame ->
                "%s.%s(%s:%d)"
                    .formatted(
                        frame.getClassName(),
                        frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber()))
            .orElse("an unknown place");
    log(logger, what + " (used in " + place + ")");
  }

  private static void log(Logger logger, String message) {
    if (isStrict()) {
      throw new IllegalStateException(message);
    }
    if (WARNED.size() < MOST_PLACES && WARNED.add(message)) {
      logger.warn(message);
    }
  }

  private static boolean isOutside(StackWalker.StackFrame frame) {
    return !frame.getClassName().startsWith("io.dagwerk.definitions.");
  }
}
