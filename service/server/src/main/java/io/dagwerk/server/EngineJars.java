package io.dagwerk.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The class path of code servers and workers: Dagwerk's own jars, and no other.
final class EngineJars {
  /// The system property that names a file with it.
  static final String PROPERTY = "dagwerk.engine";

  private EngineJars() {}

  /// @throws InvalidSettings when it is not known
  static List<Path> find() {
    String file = System.getProperty(PROPERTY);
    if (file == null) {
      throw InvalidSettings.of(
          "the system property '%s' should name a file with the class path of code servers; start Dagwerk by its command"
              .formatted(PROPERTY));
    }
    return read(Path.of(file));
  }

  /// What a file says, paths separated as in a class path.
  ///
  /// @throws InvalidSettings when it cannot be read
  static List<Path> read(Path file) {
    try {
      return Pattern.compile(Pattern.quote(File.pathSeparator))
          .splitAsStream(Files.readString(file).strip())
          .filter(path -> !path.isEmpty())
          .map(Path::of)
          .toList();
    } catch (IOException e) {
      throw InvalidSettings.of(
          "the class path in '%s' cannot be read (%s); build the code first"
              .formatted(file, e.getClass().getSimpleName()));
    }
  }
}
