package io.dagwerk.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a process that ran user code has ended. Immutable.
///
/// @param exitCode 128 and the number of a signal, if one ended it
/// @param crash what its JVM has reported, if that has crashed
/// @param lastLines what it printed last, without secrets
public record ProcessEnd(int exitCode, Optional<CrashReport> crash, List<String> lastLines) {
  private static final int SIGNALS = 128;
  private static final int KILL = 9;

  /// By their numbers where those are the same on every system.
  private static final Map<Integer, String> NAMES =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 8, "SIGFPE", KILL,
          "SIGKILL", 11, "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM");

  private static final Map<Integer, String> REASONS =
      Map.of(
          0,
          "as System.exit ends a process",
          SIGNALS + KILL,
          "it was killed, as the system does when memory runs out");

  /// What the JVM logs while it reports a crash.
  private static final Pattern OF_REPORT = Pattern.compile("#.*|\\[.*]\\[warning]\\[os] .*hsdis.*");

  private static final Pattern EXHAUSTED =
      Pattern.compile("Terminating due to java\\.lang\\.OutOfMemoryError: (.*)");

  public ProcessEnd {
    lastLines = List.copyOf(lastLines);
  }

  /// The code alone, such as `exit code 137, signal 9 (SIGKILL)`.
  public static String describe(int exitCode) {
    if (exitCode <= SIGNALS) {
      return "exit code " + exitCode;
    }
    int signal = exitCode - SIGNALS;
    String name = NAMES.containsKey(signal) ? " (%s)".formatted(NAMES.get(signal)) : "";
    return "exit code %d, signal %d%s".formatted(exitCode, signal, name);
  }

  /// All that is known, in one line: `exit code 3: it ran out of memory (Java heap space); its last
  /// output: 4000 of 9000 rows`.
  public String describe() {
    String how = describe(exitCode) + reason().map(why -> ": " + why).orElse("");
    List<String> said = lastLines.stream().filter(this::says).toList();
    return said.isEmpty() ? how : how + "; its last output: " + String.join(" | ", said);
  }

  private Optional<String> reason() {
    if (crash.isPresent()) {
      return Optional.of("the JVM " + crash.get().cause());
    }
    Optional<String> memory =
        lastLines.stream()
            .map(EXHAUSTED::matcher)
            .filter(Matcher::matches)
            .map(found -> "it ran out of memory (%s)".formatted(found.group(1)))
            .findFirst();
    return memory.or(() -> Optional.ofNullable(REASONS.get(exitCode)));
  }

  /// What the JVM prints of its crash is said already, and it has lines of nothing but `#`.
  private boolean says(String line) {
    boolean isSaid = crash.isPresent() && OF_REPORT.matcher(line).matches();
    return !isSaid && line.chars().anyMatch(it -> it != '#' && !Character.isWhitespace(it));
  }

  /// The frames of a thread that crashed.
  public List<String> frames() {
    return crash.stream().map(CrashReport::frames).flatMap(List::stream).toList();
  }
}
