package io.dagwerk.storage.postgres;

import java.nio.file.Path;

/// The databases that builds of earlier schemas have left behind, one for each version.
final class SavedDatabases {
  private SavedDatabases() {}

  /// The SQL that makes the one of a version again.
  static Path file(int version) {
    return Path.of("saved", "schema-%d.sql".formatted(version));
  }
}
