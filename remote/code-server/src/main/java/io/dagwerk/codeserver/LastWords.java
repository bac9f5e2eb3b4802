package io.dagwerk.codeserver;

import io.dagwerk.execution.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The rule of what is shown of the end of a stream, line by line. Pure.
final class LastWords {
  /// How much of the end of a stream is looked at, in bytes.
  static final int MOST_BYTES = 4 << 10;

  private static final int MOST_LINES = 20;
  private static final int LONGEST_LINE = 300;

  private LastWords() {}

  /// The last lines, without secrets.
  ///
  /// @param end of a stream. When it is as long as it may be, its first line may have begun before,
  ///   with a part of a secret, and is not shown
  static List<String> of(byte[] end, SecretMask secrets) {
    List<String> lines =
        new String(end, StandardCharsets.UTF_8)
            .lines()
            .skip(end.length < MOST_BYTES ? 0 : 1)
            .filter(line -> !line.isBlank())
            .toList();
    return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()).stream()
        .map(line -> shortened(secrets.mask(line).strip()))
        .toList();
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }
}
