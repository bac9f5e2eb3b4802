package io.dagwerk.codeclient;

import java.util.ArrayDeque;
import java.util.Deque;

/// The last lines that a process printed, which often say why it ended. Thread-safe.
final class LastLines {
  private static final int MOST = 10;
  private static final int LONGEST = 500;

  private final Deque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    if (lines.size() == MOST) {
      lines.removeFirst();
    }
    lines.addLast(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
  }

  /// Joined by line breaks; empty when there were none.
  synchronized String text() {
    return String.join("\n", lines);
  }
}
