package io.dagwerk.execution.io;

import io.dagwerk.definitions.Type;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// How a value lies in its file.
enum Format {
  BYTES(".bin"),
  TEXT(".txt"),
  JSON(".json");

  private static final List<Class<?>> AS_BYTES =
      List.of(byte[].class, InputStream.class, Path.class);
  private static final List<Class<?>> AS_TEXT = List.of(String.class, Stream.class);

  private final String suffix;

  Format(String suffix) {
    this.suffix = suffix;
  }

  /// The format of values of a type, where text is `String` or a stream of lines.
  static Format of(Type<?> type) {
    if (isOneOf(AS_BYTES, type.raw())) {
      return BYTES;
    }
    return isOneOf(AS_TEXT, type.raw()) ? TEXT : JSON;
  }

  private static boolean isOneOf(List<Class<?>> known, Class<?> raw) {
    return known.stream().anyMatch(each -> each.isAssignableFrom(raw));
  }

  String suffix() {
    return suffix;
  }
}
