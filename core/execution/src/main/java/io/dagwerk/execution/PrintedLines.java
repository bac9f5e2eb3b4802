package io.dagwerk.execution;

import io.dagwerk.model.SizeLimit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Cuts what is printed to one stream into lines, in bounded memory. A line ends at a line break,
/// or when somebody closes it. Bytes are read as UTF-8. Thread-safe.
///
/// Of a line only the beginning is kept that may be within any [SizeLimit#LOG_LINE]; it ends with
/// how much is missing.
public final class PrintedLines {
  /// More than a line may have, so that a secret which goes beyond that is found.
  static final int LONGEST_LINE = 1 << 20;

  private static final int LONGEST_CHARACTER = 4;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long missing;
  private int users;

  /// Closed until somebody opens it.
  public PrintedLines(Consumer<String> lines) {
    this.lines = lines;
  }

  /// Open until everybody who has opened it has closed it.
  public synchronized void open() {
    users++;
  }

  /// @return whether it was open and has taken it
  public synchronized boolean write(byte[] bytes, int offset, int length) {
    if (users == 0) {
      return false;
    }
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        end();
      } else if (bytes[i] != '\r') {
        take(bytes[i]);
      }
    }
    return true;
  }

  private void take(byte next) {
    int longest = isInsideCharacter(next) ? LONGEST_LINE + LONGEST_CHARACTER - 1 : LONGEST_LINE;
    if (missing > 0 || line.size() >= longest) {
      missing++;
    } else {
      line.write(next);
    }
  }

  /// Whether a byte goes on with the character of the one before it.
  private static boolean isInsideCharacter(byte next) {
    return (next & 0xC0) == 0x80;
  }

  /// Ends a line that was begun.
  public synchronized void close() {
    if (line.size() > 0) {
      end();
    }
    users--;
  }

  private void end() {
    String text = line.toString(StandardCharsets.UTF_8);
    String told =
        missing == 0 ? text : text + CutText.mark(missing, SizeLimit.LOG_LINE, LONGEST_LINE);
    line.reset();
    missing = 0;
    lines.accept(told);
  }
}
