package io.dagwerk.examples.flights;

import io.dagwerk.definitions.Failure;
import io.dagwerk.model.MetadataValue;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns the lines of one file into values, and names the file and line of one that is wrong: a
/// carrier has to correct it, so trying again does not help. For one thread.
final class LineParser<T> {
  private final Path file;
  private final List<String> columns;
  private final Function<List<String>, T> parser;
  private int number = 1;

  LineParser(Path file, List<String> columns, Function<List<String>, T> parser) {
    this.file = file;
    this.columns = columns;
    this.parser = parser;
  }

  void header(@Nullable String line) {
    if (line == null) {
      throw wrong("expected the columns %s, but the file is empty".formatted(columns));
    }
    if (!CsvLine.fields(line).equals(columns)) {
      throw wrong("expected the columns %s, but found '%s'".formatted(columns, line));
    }
  }

  T parse(String line) {
    number++;
    List<String> fields = CsvLine.fields(line);
    if (fields.size() != columns.size()) {
      throw wrong(
          "expected %d fields, but found %d in '%s'"
              .formatted(columns.size(), fields.size(), line));
    }
    try {
      return parser.apply(fields);
    } catch (RuntimeException e) {
      throw wrong("'%s' does not fit the columns %s: %s".formatted(line, columns, e.getMessage()));
    }
  }

  private Failure wrong(String what) {
    return new Failure("%s, line %d: %s".formatted(file.getFileName(), number, what))
        .with("file", MetadataValue.path(file.toString()))
        .with("line", number)
        .withoutRetry();
  }
}
