package io.dagwerk.execution;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Cuts what is printed to one stream into lines. A line ends at a line break, at 16 KiB, or when
/// it is flushed. Bytes are read as UTF-8. Thread-safe.
final class PrintedLines {
  private static final int LONGEST_LINE = 16 * 1024;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean open;

  /// Closed at first.
  PrintedLines(Consumer<String> lines) {
    this.lines = lines;
  }

  synchronized void open() {
    open = true;
  }

  /// @return whether it was open and has taken it
  synchronized boolean write(byte[] bytes, int offset, int length) {
    if (!open) {
      return false;
    }
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        end();
      } else if (bytes[i] != '\r') {
        line.write(bytes[i]);
        if (line.size() >= LONGEST_LINE) {
          end();
        }
      }
    }
    return true;
  }

  /// Ends a line that was begun.
  synchronized void flush() {
    if (line.size() > 0) {
      end();
    }
  }

  synchronized void close() {
    flush();
    open = false;
  }

  private void end() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    lines.accept(text);
  }
}
