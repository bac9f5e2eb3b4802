package io.dagwerk.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The JVM's cache of our classes (JEP 514), as whoever starts a JVM uses it. Code servers make it.
///
/// @param folder for this class path and this JVM alone
public record CachedClasses(Path folder) {
  /// The environment variable with the folder.
  public static final String FOLDER = "DAGWERK_CACHE";

  /// The JVM says nothing of a cache that it cannot use, and goes on.
  private static final List<String> SILENT = List.of("-Xlog:aot*=off", "-Xlog:cds*=off");

  /// The cache that this process was told of.
  static Optional<CachedClasses> told() {
    return Optional.ofNullable(System.getenv(FOLDER)).map(Path::of).map(CachedClasses::new);
  }

  public Path file() {
    return folder.resolve("engine.aot");
  }

  /// What the command of a JVM says about the cache; nothing while there is none.
  public List<String> arguments() {
    if (!Files.exists(file())) {
      return List.of();
    }
    List<String> arguments = new ArrayList<>(List.of("-XX:AOTCache=" + file()));
    arguments.addAll(SILENT);
    return arguments;
  }
}
