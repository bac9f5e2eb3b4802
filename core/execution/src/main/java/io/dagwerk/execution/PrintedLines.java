package io.dagwerk.execution;

import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Makes an event of every line that is printed to one stream. A line ends at a line break, at 16
/// KiB, or at the end. Bytes are read as UTF-8. Thread-safe.
final class PrintedLines {
  private static final int LONGEST_LINE = 16 * 1024;

  private final Optional<StepKey> step;
  private final Event.Stream stream;
  private final EventSink events;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  PrintedLines(Optional<StepKey> step, Event.Stream stream, EventSink events) {
    this.step = step;
    this.stream = stream;
    this.events = events;
  }

  synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        record();
      } else if (bytes[i] != '\r') {
        line.write(bytes[i]);
        if (line.size() >= LONGEST_LINE) {
          record();
        }
      }
    }
  }

  synchronized void end() {
    if (line.size() > 0) {
      record();
    }
  }

  private void record() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    events.append(new Event.Printed(step, stream, text));
  }
}
