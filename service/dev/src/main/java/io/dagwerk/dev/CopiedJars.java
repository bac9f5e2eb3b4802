package io.dagwerk.dev;

import io.dagwerk.dev.compiler.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/// Copies of folders and jars that somebody may replace while they are in use: a JVM does not
/// survive that a jar changes under it. For one thread.
final class CopiedJars {
  private final Versions copies;
  private final Map<String, Path> known = new HashMap<>();

  CopiedJars(Versions copies) {
    this.copies = copies;
  }

  /// The copy of what a path is now.
  Path of(Path path) throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    if (now.isDirectory()) {
      return copies.copyOf(path);
    }
    String key = "%s %d %s %s".formatted(path, now.size(), now.lastModifiedTime(), now.fileKey());
    Path copy = known.get(key);
    if (copy == null) {
      copy = copies.copyOf(path);
      known.put(key, copy);
    }
    return copy;
  }
}
