package io.dagwerk.server;

import java.util.ArrayDeque;
import java.util.Deque;

/// What was opened one after the other, to be closed in the opposite order. For one thread.
final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T open(T part) {
    opened.push(part);
    return part;
  }

  /// Closes all; what does not close keeps no other from it.
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        System.getLogger(Parts.class.getName())
            .log(System.Logger.Level.WARNING, "a part of the server did not close", e);
      }
    }
  }
}
