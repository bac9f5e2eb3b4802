package io.dagwerk.execution.io;

import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.Type;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Reads one stored file as the type that its reader asks for.
record ValueReader(Path file, Format format, LoadContext context) {
  Object read() throws IOException {
    Class<?> asked = context.type().raw();
    if (asked == Path.class) {
      return file;
    }
    if (asked == byte[].class) {
      return Files.readAllBytes(file);
    }
    if (asked == String.class) {
      return text();
    }
    if (asked == InputStream.class) {
      InputStream open = new BufferedInputStream(Files.newInputStream(file));
      context.closeAfterStep(open);
      return open;
    }
    if (asked == Stream.class) {
      return lines();
    }
    return asked == Object.class ? plain() : structured();
  }

  /// The value as it was stored, when the reader does not say a type.
  private Object plain() throws IOException {
    return switch (format) {
      case BYTES -> Files.readAllBytes(file);
      case TEXT -> text();
      case JSON -> structured();
    };
  }

  private Object structured() throws IOException {
    if (format == Format.TEXT && context.type().raw().isAssignableFrom(List.class) && isOfLines()) {
      return text().lines().toList();
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return JsonValues.read(context.type(), in, "%s in %s".formatted(described(), file));
    }
  }

  private boolean isOfLines() {
    List<Type<?>> arguments = context.type().arguments();
    return arguments.isEmpty() || arguments.getFirst().raw() == String.class;
  }

  private String text() throws IOException {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException notText) {
      throw new IOException(
          "%s cannot be read as text: %s is not UTF-8; read it as byte[], InputStream or Path"
              .formatted(described(), file),
          notText);
    }
  }

  private Stream<String> lines() throws IOException {
    BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    context.closeAfterStep(reader);
    return reader.lines();
  }

  private String described() {
    return context.address().described();
  }
}
