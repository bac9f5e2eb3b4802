package io.dagwerk.codeclient;

import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;

/// Reads what a process prints, line by line, in bounded memory: what native code or a program of
/// the user's prints may have no line breaks at all.
final class BoundedLines {
  /// In characters; a longer line is told in parts of this length.
  static final int LONGEST = 1 << 14;

  private BoundedLines() {}

  /// Reads to the end, or until it can be read no more: it is over with the process.
  static void read(Reader text, Consumer<String> reader) {
    StringBuilder begun = new StringBuilder();
    char[] part = new char[LONGEST];
    try (text) {
      for (int size = text.read(part); size >= 0; size = text.read(part)) {
        for (int i = 0; i < size; i++) {
          take(part[i], begun, reader);
        }
      }
    } catch (IOException e) {
      // What was read before is told all the same.
    }
    if (!begun.isEmpty()) {
      tell(begun, reader);
    }
  }

  private static void take(char next, StringBuilder begun, Consumer<String> reader) {
    if (next == '\n') {
      tell(begun, reader);
      return;
    }
    begun.append(next);
    if (begun.length() == LONGEST) {
      tell(begun, reader);
    }
  }

  private static void tell(StringBuilder begun, Consumer<String> reader) {
    int last = begun.length() - 1;
    if (last >= 0 && begun.charAt(last) == '\r') {
      begun.setLength(last);
    }
    reader.accept(begun.toString());
    begun.setLength(0);
  }
}
