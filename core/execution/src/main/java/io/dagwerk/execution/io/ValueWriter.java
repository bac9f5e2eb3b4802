package io.dagwerk.execution.io;

import io.dagwerk.definitions.Type;
import io.dagwerk.model.OutputAddress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/// Writes one value to a file, piece by piece.
///
/// @param format how it will lie there
record ValueWriter(Format format, Content content) {
  private static final int BUFFER_BYTES = 1 << 16;

  /// Writes the value to a stream that the caller closes.
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /// How to write a value that was declared as this type.
  ///
  /// @throws IllegalArgumentException for a value that no file can hold
  static ValueWriter of(Type<?> type, Object value, OutputAddress address) {
    Content content =
        switch (value) {
          case byte[] bytes -> out -> out.write(bytes);
          case String text when Format.of(type) == Format.TEXT ->
              out -> out.write(text.getBytes(StandardCharsets.UTF_8));
          case InputStream in -> out -> writeStream(in, out);
          case Path file -> out -> writeFile(file, out, address);
          case Stream<?> lines -> out -> writeLines(lines, out, address);
          default -> out -> JsonValues.write(type, value, out, address);
        };
    if (Format.of(type) == Format.JSON) {
      JsonTypes.check(type, address);
    }
    return new ValueWriter(Format.of(type), content);
  }

  void writeTo(FileChannel channel) throws IOException {
    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    content.writeTo(out);
    out.flush();
  }

  private static void writeStream(InputStream in, OutputStream out) throws IOException {
    try (in) {
      in.transferTo(out);
    }
  }

  private static void writeFile(Path file, OutputStream out, OutputAddress address)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "%s is the path '%s', which is not a file; give back the path of a file that exists"
              .formatted(address.described(), file));
    }
    Files.copy(file, out);
  }

  private static void writeLines(Stream<?> lines, OutputStream out, OutputAddress address)
      throws IOException {
    long number = 0;
    try (lines) {
      for (Iterator<?> each = lines.iterator(); each.hasNext(); ) {
        number++;
        out.write(line(each.next(), number, address).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
      }
    }
  }

  private static String line(Object element, long number, OutputAddress address) {
    if (!(element instanceof String line)) {
      throw new IllegalArgumentException(
          "%s is a stream, whose element %d is a %s; files keep streams of lines: give String,"
                  .formatted(address.described(), number, element.getClass().getSimpleName())
              + " or a list, or another IO manager with storedBy(...)");
    }
    if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
      throw new IllegalArgumentException(
          "%s is a stream, whose line %d holds a line break; split it, or give a list"
              .formatted(address.described(), number));
    }
    return line;
  }
}
