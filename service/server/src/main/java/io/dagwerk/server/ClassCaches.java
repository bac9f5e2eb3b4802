package io.dagwerk.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The folder with the JVM's caches of Dagwerk's classes (JEP 514), which may be deleted at any
/// time. Whoever starts Dagwerk may name one that all instances share; else each has its own.
final class ClassCaches {
  /// The system property that names the folder.
  static final String PROPERTY = "dagwerk.cache";

  private ClassCaches() {}

  static Optional<Path> folder() {
    return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of);
  }

  /// The one for compilers, if it has been made.
  static Optional<Path> ofCompiler() {
    return folder().map(folder -> folder.resolve("compiler.aot")).filter(Files::exists);
  }
}
