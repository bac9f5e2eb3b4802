package io.dagwerk.codeserver;

import io.dagwerk.execution.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// The rule of what is shown of the end of a stream, in one line. Pure.
final class LastWords {
  /// How much of the end of a stream is looked at, in bytes.
  static final int MOST_BYTES = 4 << 10;

  private static final int MOST_LINES = 20;
  private static final int LONGEST_LINE = 300;

  private LastWords() {}

  /// How a process has ended, and what it printed last.
  ///
  /// @param how such as `exit code 3`
  /// @param words of its streams
  static String with(String how, Stream<String> words) {
    List<String> said = words.filter(text -> !text.isEmpty()).toList();
    return said.isEmpty() ? how : how + "; its last output: " + String.join(" | ", said);
  }

  /// The last lines in which something stands, without secrets; empty when there is none.
  ///
  /// @param end of a stream. When it is as long as it may be, its first line may have begun before,
  ///   with a part of a secret, and is not shown
  static String of(byte[] end, SecretMask secrets) {
    List<String> lines =
        new String(end, StandardCharsets.UTF_8)
            .lines()
            .skip(end.length < MOST_BYTES ? 0 : 1)
            .filter(LastWords::says)
            .toList();
    return String.join(
        " | ",
        lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()).stream()
            .map(line -> shortened(secrets.mask(line).strip()))
            .toList());
  }

  /// The JVM's reports have lines of nothing but `#`.
  private static boolean says(String line) {
    return line.chars().anyMatch(it -> !Character.isWhitespace(it) && it != '#');
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }
}
