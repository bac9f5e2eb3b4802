package io.dagwerk.server;

import io.dagwerk.daemon.ClassPathFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
    try {
      return ClassPathFile.read(Path.of(file));
    } catch (IOException e) {
      throw InvalidSettings.of(String.valueOf(e.getMessage()));
    }
  }
}
