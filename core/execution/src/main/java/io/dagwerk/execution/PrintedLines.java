package io.dagwerk.execution;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Cuts what is printed to one stream into lines. A line ends at a line break, at 16 KiB, or when
/// somebody closes it. Bytes are read as UTF-8. Thread-safe.
public final class PrintedLines {
  private static final int LONGEST_LINE = 16 * 1024;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
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
        if (line.size() >= LONGEST_LINE && !isInsideCharacter(bytes[i])) {
          end();
        }
        line.write(bytes[i]);
      }
    }
    return true;
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
    line.reset();
    lines.accept(text);
  }
}
