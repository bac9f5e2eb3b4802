package io.dagwerk.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the steps of a run print, read on from where it was read last. For one thread.
final class PrintedText {
  private final Runs runs;
  private final String run;
  private final Map<Stream, Unread> unread = new LinkedHashMap<>();

  /// Those that are closed and were read to their end.
  private final Set<Stream> whole = new HashSet<>();

  /// A stream of one attempt of the run.
  ///
  /// @param step empty for what belongs to no step
  record Stream(Optional<String> step, int attempt, String name) {}

  /// A place in a stream.
  ///
  /// @param offset where to read on
  record Place(Stream stream, long offset) {}

  /// @param offset where to read on
  /// @param begun a line that is not whole yet
  private record Unread(long offset, String begun) {}

  /// Is told whole lines; the last line of a stream may lack its end.
  interface Reader {
    void line(Stream stream, String text);
  }

  PrintedText(Runs runs, String run) {
    this.runs = runs;
    this.run = run;
  }

  /// Takes an event of the run: a step that is tried again may print more to what was closed.
  void accept(Answer event) {
    if (event.text("kind").equals("StepRestarted")) {
      Optional<String> step = event.findText("step");
      whole.removeIf(stream -> stream.step().equals(step));
    }
  }

  /// Reads what is new in all streams.
  void read(Reader reader) {
    for (Answer log : runs.logs(run)) {
      Stream stream =
          new Stream(
              log.findText("step"), Math.toIntExact(log.number("attempt")), log.text("stream"));
      unread.putIfAbsent(stream, new Unread(0, ""));
    }
    List<Stream> next = unread.keySet().stream().filter(it -> !whole.contains(it)).toList();
    while (!next.isEmpty()) {
      next = readOn(next, reader);
    }
  }

  /// @return the streams that there may be more of now
  private List<Stream> readOn(List<Stream> streams, Reader reader) {
    List<Place> places =
        streams.stream()
            .map(stream -> new Place(stream, unreadOf(stream).offset()))
            .limit(Runs.MOST_PLACES)
            .toList();
    List<Answer> slices = runs.log(run, places);
    List<Stream> more = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      if (take(places.get(i), slices.get(i), reader)) {
        more.add(places.get(i).stream());
      }
    }
    more.addAll(streams.subList(places.size(), streams.size()));
    return more;
  }

  /// @return whether there may be more of the stream now
  private boolean take(Place from, Answer slice, Reader reader) {
    Stream stream = from.stream();
    String text = unreadOf(stream).begun() + slice.text("text");
    int lines = text.lastIndexOf('\n') + 1;
    text.substring(0, lines).lines().forEach(line -> reader.line(stream, line));
    unread.put(stream, new Unread(slice.number("end"), text.substring(lines)));
    if (slice.isTrue("isWhole")) {
      whole.add(stream);
      return false;
    }
    return slice.number("end") > from.offset();
  }

  private Unread unreadOf(Stream stream) {
    return unread.getOrDefault(stream, new Unread(0, ""));
  }

  /// Reads all that there is, also what was printed to closed streams, and tells the lines that
  /// never came to their end.
  void finish(Reader reader) {
    whole.clear();
    read(reader);
    unread.forEach((stream, rest) -> {
      if (!rest.begun().isEmpty()) {
        reader.line(stream, rest.begun());
      }
    });
    unread.replaceAll((_, rest) -> new Unread(rest.offset(), ""));
  }
}
