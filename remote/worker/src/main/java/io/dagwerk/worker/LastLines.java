package io.dagwerk.worker;

import io.dagwerk.execution.SecretMask;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The last lines that the process of a step printed, without secrets. Thread-safe.
final class LastLines {
  private static final int MOST = 20;
  private static final int LONGEST_LINE = 300;

  private final SecretMask secrets;
  private final Deque<String> lines = new ArrayDeque<>();

  LastLines(SecretMask secrets) {
    this.secrets = secrets;
  }

  synchronized void add(String line) {
    if (line.isBlank()) {
      return;
    }
    String shown = secrets.mask(line).strip();
    lines.add(shown.length() <= LONGEST_LINE ? shown : shown.substring(0, LONGEST_LINE) + "…");
    if (lines.size() > MOST) {
      lines.remove();
    }
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
