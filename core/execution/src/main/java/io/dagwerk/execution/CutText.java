package io.dagwerk.execution;

import io.dagwerk.model.SizeLimit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rule that cuts a text that is too large between two characters, and says behind what is left
/// how many bytes are missing. Pure.
///
/// What was cut before may be cut again: then it lacks as much as if it had been cut once.
final class CutText {
  private static final Pattern MARK =
      Pattern.compile(" \\[(\\d[^ ]*) bytes are missing here: limits\\.\\w+ is \\d[^ ]*\\]$");

  /// In characters; no mark is longer.
  private static final int LONGEST_MARK = 120;

  /// In UTF-8.
  private static final int LONGEST_CHARACTER = 4;

  private CutText() {}

  /// @param most how many bytes in UTF-8 it may have beside the mark
  static String of(String text, SizeLimit limit, long most) {
    if ((long) text.length() * LONGEST_CHARACTER <= most
        || end(text, text.length(), most) == text.length()) {
      return text;
    }
    Matcher mark =
        MARK.matcher(text).region(Math.max(0, text.length() - LONGEST_MARK), text.length());
    boolean isCut = mark.find();
    int whole = isCut ? mark.start() : text.length();
    int end = end(text, whole, most);
    long missing = size(text, end, whole) + (isCut ? number(mark.group(1)) : 0);
    return text.substring(0, end) + mark(missing, limit, most);
  }

  /// What stands behind a text that lacks some bytes.
  static String mark(long missing, SizeLimit limit, long most) {
    return " [%,d bytes are missing here: %s is %,d]".formatted(missing, limit.setting(), most);
  }

  private static long number(String shown) {
    return Long.parseLong(shown.replaceAll("\\D", ""));
  }

  /// Where the last character ends that is within the limit.
  private static int end(String text, int whole, long most) {
    long bytes = 0;
    for (int at = 0; at < whole; at += Character.charCount(text.codePointAt(at))) {
      bytes += size(text.codePointAt(at));
      if (bytes > most) {
        return at;
      }
    }
    return whole;
  }

  private static long size(String text, int from, int to) {
    return text.substring(from, to).codePoints().mapToLong(CutText::size).sum();
  }

  /// How many bytes UTF-8 takes for a character.
  private static int size(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return Character.isBmpCodePoint(codePoint) ? 3 : LONGEST_CHARACTER;
  }
}
