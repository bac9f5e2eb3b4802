package io.dagwerk.graphql;

import io.dagwerk.graphql.Tail.EventPage;
import io.dagwerk.model.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The part of the log of a run that is known to all who follow it: its events after a position,
/// without a gap. Immutable.
///
/// @param base the position that the events come after
/// @param events [#KEPT] at most, the newest
/// @param turn as of which it is known whether they are all
/// @param isAtEnd whether there were no others in that turn
/// @param hasEnded whether the run had ended before it was looked for others
record LogWindow(
    long base, List<RecordedEvent> events, long turn, boolean isAtEnd, boolean hasEnded) {
  /// The most events that are kept of a run that somebody follows.
  static final int KEPT = 500;

  /// What one reading found.
  ///
  /// @param after the position that was asked for
  /// @param turn it began in this one, so that it found all that was told of until then
  record Piece(long after, int limit, long turn, boolean hasEnded, List<RecordedEvent> events) {
    boolean isAtEnd() {
      return events.size() < limit;
    }

    long last() {
      return LogWindow.last(after, events);
    }

    EventPage page() {
      return new EventPage(events, last(), hasEnded && isAtEnd());
    }

    private LogWindow window() {
      return new LogWindow(after, events, turn, isAtEnd(), hasEnded).kept();
    }
  }

  static LogWindow of(Piece piece) {
    return piece.window();
  }

  long last() {
    return last(base, events);
  }

  private static long last(long base, List<RecordedEvent> events) {
    return events.isEmpty() ? base : events.getLast().position();
  }

  /// What there is after a position, as of a turn or later; empty when that has to be read. Events
  /// never change, so those that are known are told whatever the turn. That there are none is known
  /// as of the turn of this window alone, or for good when the run has ended.
  Optional<EventPage> page(long after, int limit, long asOf) {
    if (after < base || after > last()) {
      return Optional.empty();
    }
    boolean isWhole = isAtEnd && hasEnded;
    if (after == last()) {
      return isWhole || (isAtEnd && turn >= asOf)
          ? Optional.of(new EventPage(List.of(), after, isWhole))
          : Optional.empty();
    }
    List<RecordedEvent> page =
        events.stream().filter(event -> event.position() > after).limit(limit).toList();
    long end = page.getLast().position();
    return Optional.of(new EventPage(page, end, isWhole && end == last()));
  }

  /// With what was read. What does not join is left out, unless it knows the end better: whoever
  /// reads old parts of a log does so alone, and takes nothing from those who wait at its end. A
  /// position that no event has, as somebody may ask for, gives way to one that has.
  LogWindow with(Piece piece) {
    if (piece.after() >= base && piece.after() <= last()) {
      return joined(piece);
    }
    return piece.isAtEnd() && knowsBetter(piece) ? of(piece) : this;
  }

  private boolean knowsBetter(Piece piece) {
    if (!piece.events().isEmpty()) {
      return events.isEmpty() || piece.last() > last();
    }
    return events.isEmpty() ? piece.after() < base : !isAtEnd && piece.after() > last();
  }

  private LogWindow joined(Piece piece) {
    boolean isFurther = piece.last() > last();
    boolean isLater = piece.last() == last() && piece.isAtEnd() && piece.turn() >= turn;
    if (!isFurther && !isLater) {
      return this;
    }
    List<RecordedEvent> all = new ArrayList<>(events);
    piece.events().stream().filter(event -> event.position() > last()).forEach(all::add);
    return new LogWindow(base, List.copyOf(all), piece.turn(), piece.isAtEnd(), piece.hasEnded())
        .kept();
  }

  private LogWindow kept() {
    int dropped = events.size() - KEPT;
    return dropped <= 0
        ? this
        : new LogWindow(
            events.get(dropped - 1).position(),
            List.copyOf(events.subList(dropped, events.size())),
            turn,
            isAtEnd,
            hasEnded);
  }
}
