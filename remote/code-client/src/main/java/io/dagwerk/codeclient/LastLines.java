package io.dagwerk.codeclient;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

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

  synchronized List<String> all() {
    return List.copyOf(lines);
  }
}
