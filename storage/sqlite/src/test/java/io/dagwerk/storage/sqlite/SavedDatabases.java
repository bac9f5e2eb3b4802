package io.dagwerk.storage.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// The databases that builds of earlier schemas have left behind, one for each version.
final class SavedDatabases {
  private SavedDatabases() {}

  private static Path saved(int version) {
    return Path.of("saved", "schema-%d.db.gz".formatted(version));
  }

  /// Takes a copy of the one of a version.
  static void unpack(int version, Path to) throws IOException {
    try (InputStream packed = new GZIPInputStream(Files.newInputStream(saved(version)))) {
      Files.copy(packed, to);
    }
  }

  /// Saves a database that nobody has open.
  static void pack(Path file, int version) throws IOException {
    Files.createDirectories(Path.of("saved"));
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(saved(version)))) {
      Files.copy(file, packed);
    }
  }
}
