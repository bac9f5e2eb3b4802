package io.dagwerk.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the steps of a run print, read on from where it was read last. For one thread.
final class PrintedText {
  private static final int MOST_BYTES = 1 << 18;

  private final Runs runs;
  private final String run;
  private final Map<Stream, Unread> unread = new HashMap<>();

  /// A stream of one attempt of the run.
  ///
  /// @param step empty for what belongs to no step
  record Stream(Optional<String> step, int attempt, String name) {}

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

  /// Reads what is new in all streams.
  void read(Reader reader) {
    for (Answer log : runs.logs(run)) {
      read(
          new Stream(
              log.findText("step"), Math.toIntExact(log.number("attempt")), log.text("stream")),
          reader);
    }
  }

  private void read(Stream stream, Reader reader) {
    Unread next = unread.getOrDefault(stream, new Unread(0, ""));
    while (true) {
      Answer slice = runs.log(run, stream, next.offset(), MOST_BYTES);
      boolean isRead = slice.number("end") == next.offset();
      String text = next.begun() + slice.text("text");
      int whole = text.lastIndexOf('\n') + 1;
      text.substring(0, whole).lines().forEach(line -> reader.line(stream, line));
      next = new Unread(slice.number("end"), text.substring(whole));
      if (isRead || slice.isTrue("isWhole")) {
        unread.put(stream, next);
        return;
      }
    }
  }

  /// Tells the lines that never came to their end.
  void flush(Reader reader) {
    unread.forEach((stream, rest) -> {
      if (!rest.begun().isEmpty()) {
        reader.line(stream, rest.begun());
      }
    });
    unread.replaceAll((_, rest) -> new Unread(rest.offset(), ""));
  }
}
