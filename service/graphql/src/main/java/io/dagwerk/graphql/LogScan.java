package io.dagwerk.graphql;

import io.dagwerk.model.RecordedEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Looks for something in a log whose events pass by once, and keeps no more of them than what is
/// shown. For one thread.
final class LogScan {
  private final Look look;
  private final long bound;
  private final Deque<Long> positions = new ArrayDeque<>();
  private long total;

  LogScan(Look look, long bound) {
    this.look = look;
    this.bound = bound;
  }

  /// What is looked for.
  ///
  /// @param isLast whether the last events before the position are wanted, or the first after it
  record Look(EventFilter filter, boolean isLast, long position, int limit) {
    LogIndex.Found in(LogIndex index, long bound) {
      return isLast
          ? index.before(filter, position, limit, bound)
          : index.after(filter, position, limit, bound);
    }
  }

  void add(RecordedEvent event) {
    if (!LogIndex.passes(look.filter(), event)) {
      return;
    }
    total = Math.min(total + 1, bound + 1);
    if (look.isLast() && event.position() < look.position()) {
      positions.addLast(event.position());
      if (positions.size() > look.limit()) {
        positions.removeFirst();
      }
    } else if (!look.isLast()
        && event.position() > look.position()
        && positions.size() < look.limit()) {
      positions.addLast(event.position());
    }
  }

  LogIndex.Found found() {
    return new LogIndex.Found(List.copyOf(positions), total);
  }
}
