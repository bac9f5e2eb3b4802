package io.dagwerk.definitions;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Warns, once per place in the user's code, of what may change or goes away.
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
    String message = what + " (used in " + place + ")";
    if ("strict".equals(System.getProperty(PROPERTY))) {
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
