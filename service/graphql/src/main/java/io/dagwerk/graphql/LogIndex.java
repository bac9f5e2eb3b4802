package io.dagwerk.graphql;

import io.dagwerk.model.Event;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.StepKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the events of one log are looked for by, in memory. It grows with the log and is never
/// wrong, because an event is never changed. For one thread at a time.
final class LogIndex {
  /// What an event takes beside its line, in bytes.
  private static final int OF_EVENT = 64;

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, String> shared = new HashMap<>();
  private long size;

  /// What is known of an event.
  ///
  /// @param step empty for an event of no step
  /// @param text in lower case
  private record Line(long position, String step, String kind, EventLevel level, String text) {}

  void add(RecordedEvent recorded) {
    Event event = recorded.event();
    String text = EventText.of(event).toLowerCase(Locale.ROOT);
    lines.add(
        new Line(
            recorded.position(),
            share(RunFields.stepOf(event).map(StepKey::toString).orElse("")),
            event.getClass().getSimpleName(),
            EventLevel.of(event),
            text));
    size += OF_EVENT + text.length();
  }

  private String share(String step) {
    return shared.computeIfAbsent(step, same -> same);
  }

  /// The position of the last event; 0 before the first.
  long last() {
    return lines.isEmpty() ? 0 : lines.getLast().position();
  }

  int events() {
    return lines.size();
  }

  /// About how many bytes it takes.
  long size() {
    return size;
  }

  /// Positions, in the order of the log.
  ///
  /// @param total of all that pass the filter, up to the bound and one more
  record Found(List<Long> positions, long total) {}

  /// The last events before a position that pass the filter.
  Found before(EventFilter filter, long before, int limit, long bound) {
    List<Long> positions = new ArrayList<>();
    long total = 0;
    for (int i = lines.size() - 1; i >= 0 && (total <= bound || positions.size() < limit); i--) {
      Line line = lines.get(i);
      if (passes(filter, line)) {
        total++;
        if (positions.size() < limit && line.position() < before) {
          positions.add(line.position());
        }
      }
    }
    return new Found(positions.reversed(), total);
  }

  /// The first events after a position that pass the filter.
  Found after(EventFilter filter, long after, int limit, long bound) {
    List<Long> positions = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < lines.size() && (total <= bound || positions.size() < limit); i++) {
      Line line = lines.get(i);
      if (passes(filter, line)) {
        total++;
        if (positions.size() < limit && line.position() > after) {
          positions.add(line.position());
        }
      }
    }
    return new Found(positions, total);
  }

  private static boolean passes(EventFilter filter, Line line) {
    return filter.passes(line.step(), line.kind(), line.level(), line.text());
  }
}
