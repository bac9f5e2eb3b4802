package io.dagwerk.dev;

import io.dagwerk.dev.compiler.Versions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What code is made with. Immutable.
///
/// @param engine Dagwerk's own jars, which user code is compiled against in part
/// @param store a folder that keeps what is made
/// @param environment the variables of this process
/// @param cache the JVM's cache of the compiler's classes
public record Workshop(
    List<Path> engine, Path store, Map<String, String> environment, Optional<Path> cache) {
  public Workshop {
    engine = List.copyOf(engine);
  }

  /// Where versions of the user's classes are.
  Path versions() {
    return store.resolve("versions");
  }

  /// Where copies of the user's jars are.
  Versions libraries() {
    return new Versions(store.resolve("libraries"));
  }

  /// Where class paths are that Maven has found.
  Path classPaths() {
    return store.resolve("class-paths");
  }
}
