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
  /// What an event takes beside its text, in bytes: a line, its place in the list, the position,
  /// and a text without letters.
  private static final int OF_EVENT = 120;

  /// The first letter of which each takes two bytes, as have then all of its text.
  private static final int WIDE = 256;

  private final ArrayList<Line> lines = new ArrayList<>();

  /// Steps and kinds, which many events have.
  private final Map<String, String> shared = new HashMap<>();

  private volatile long size;
  private boolean isTooLarge;

  /// What is known of an event.
  ///
  /// @param step empty for an event of no step
  /// @param text in lower case
  private record Line(long position, String step, String kind, EventLevel level, String text) {
    static Line of(RecordedEvent recorded) {
      Event event = recorded.event();
      return new Line(
          recorded.position(),
          RunFields.stepOf(event).map(StepKey::toString).orElse(""),
          event.getClass().getSimpleName(),
          EventLevel.of(event),
          EventText.of(event).toLowerCase(Locale.ROOT));
    }

    boolean passes(EventFilter filter) {
      return filter.passes(step, kind, level, text);
    }
  }

  /// Whether an event passes a filter.
  static boolean passes(EventFilter filter, RecordedEvent recorded) {
    return Line.of(recorded).passes(filter);
  }

  void add(RecordedEvent recorded) {
    Line line = Line.of(recorded);
    String text = line.text();
    lines.add(
        new Line(line.position(), share(line.step()), share(line.kind()), line.level(), text));
    size = size + OF_EVENT + bytes(text);
  }

  private static long bytes(String text) {
    return text.chars().anyMatch(letter -> letter >= WIDE) ? 2L * text.length() : text.length();
  }

  /// Keeps nothing but that it would be too large.
  void clear() {
    lines.clear();
    lines.trimToSize();
    shared.clear();
    isTooLarge = true;
    size = 0;
  }

  /// Whether it was given up.
  boolean isTooLarge() {
    return isTooLarge;
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
      if (line.passes(filter)) {
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
      if (line.passes(filter)) {
        total++;
        if (positions.size() < limit && line.position() > after) {
          positions.add(line.position());
        }
      }
    }
    return new Found(positions, total);
  }
}
