package io.dagwerk.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a JVM reports of its crash, without all that may hold secrets: what stands in its memory,
/// its command line with all options, its environment, and the exceptions that it has seen.
/// Immutable.
///
/// @param cause in words that follow `the JVM`, such as `crashed with SIGSEGV (0xb) in C
///   [libc.so.6+0x167ad8], called by pipeline.Pipeline.load`
/// @param frames of the thread that crashed, innermost first
/// @param text the report, line by line
public record CrashReport(String cause, List<String> frames, String text) {
  private static final String BEGINS =
      "# A fatal error has been detected by the Java Runtime Environment:";
  private static final String NO_MEMORY =
      "# There is insufficient memory for the Java Runtime Environment to continue.";
  private static final String FRAME = "# Problematic frame:";

  /// In lines.
  private static final int LONGEST = 1000;

  /// In characters.
  private static final int LONGEST_LINE = 500;

  private static final String HEADING = "---------------";

  /// Of the summary, in which the command line stands too.
  private static final Pattern HARMLESS_SUMMARY = Pattern.compile("|-----.*|Host: .*|Time: .*");

  private static final Pattern SIGNAL = Pattern.compile("#  (\\S.*?)(?: at pc=.*)?(?:, pid=.*)?");
  private static final Pattern JAVA_FRAME =
      Pattern.compile("[jJ] .*?([\\w.$+/<>-]+\\.[\\w$<>]+)\\(.*");
  private static final List<String> NOT_THE_USERS =
      List.of("java.", "javax.", "jdk.", "sun.", "io.dagwerk.");

  public CrashReport {
    frames = List.copyOf(frames);
  }

  /// The report in the file that a JVM writes when it crashes; empty when there is none in it.
  public static Optional<CrashReport> parse(String file) {
    List<String> lines = file.lines().map(CrashReport::shortened).toList();
    return cause(lines)
        .map(cause -> {
          List<String> frames = frames(lines);
          return new CrashReport(
              frames.stream()
                  .flatMap(CrashReport::usersFunction)
                  .findFirst()
                  .map(caller -> "%s, called by %s".formatted(cause, caller))
                  .orElse(cause),
              frames,
              harmless(lines));
        });
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }

  private static Optional<String> cause(List<String> lines) {
    int memory = lines.indexOf(NO_MEMORY);
    if (memory >= 0) {
      String detail = line(lines, memory + 1).replaceFirst("^# *", "");
      return Optional.of(
          detail.isEmpty() ? "ran out of native memory" : "ran out of native memory: " + detail);
    }
    int begin = lines.indexOf(BEGINS);
    if (begin < 0) {
      return Optional.empty();
    }
    Matcher signal = SIGNAL.matcher(line(lines, begin + 2));
    String crashed = "crashed with " + (signal.matches() ? signal.group(1) : "a fatal error");
    int frame = lines.indexOf(FRAME);
    return Optional.of(
        frame < 0
            ? crashed
            : crashed
                + " in "
                + line(lines, frame + 1).replaceFirst("^# ", "").replaceAll(" +", " "));
  }

  private static String line(List<String> lines, int number) {
    return number < lines.size() ? lines.get(number) : "";
  }

  /// Those of native code have those of Java between them.
  private static List<String> frames(List<String> lines) {
    return lines.stream()
        .dropWhile(line -> !line.startsWith("Native frames:") && !line.startsWith("Java frames:"))
        .skip(1)
        .takeWhile(line -> !line.isBlank() && !line.startsWith("Java frames:"))
        .toList();
  }

  private static Stream<String> usersFunction(String frame) {
    Matcher java = JAVA_FRAME.matcher(frame);
    return java.matches() && NOT_THE_USERS.stream().noneMatch(java.group(1)::startsWith)
        ? Stream.of(java.group(1))
        : Stream.empty();
  }

  /// What is known to show no content of memory; all else is left out.
  private static String harmless(List<String> lines) {
    List<String> kept = new ArrayList<>();
    boolean isSummary = false;
    for (String line : until(lines, line -> line.startsWith("siginfo:") || isMemory(line))) {
      if (line.startsWith(HEADING)) {
        isSummary = line.contains("S U M M A R Y");
      }
      if (!isSummary || HARMLESS_SUMMARY.matcher(line).matches()) {
        kept.add(line);
      }
    }
    for (String section : List.of("Heap:", "Process Memory:", "/proc/meminfo:")) {
      List<String> from = lines.stream().dropWhile(line -> !line.equals(section)).toList();
      kept.add("");
      kept.addAll(until(from, String::isBlank));
    }
    return String.join("\n", kept.subList(0, Math.min(kept.size(), LONGEST))) + "\n";
  }

  private static boolean isMemory(String line) {
    return line.startsWith("Registers:") || line.contains("P R O C E S S");
  }

  private static List<String> until(List<String> lines, Predicate<String> end) {
    return lines.stream().takeWhile(end.negate()).toList();
  }
}
