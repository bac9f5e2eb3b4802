package io.dagwerk.storage.sqlite;

import io.dagwerk.spi.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// SQLite files to test with. Each is a copy of one that was made once, since making it takes
/// longer than most tests.
final class SqliteFiles {
  private static final String NAME = "dagwerk.db";
  private static byte[] made = new byte[0];

  private SqliteFiles() {}

  static Path file(Path folder) {
    return folder.resolve(NAME);
  }

  static synchronized Storage openEmpty(Path folder) throws IOException {
    Path file = file(folder);
    if (made.length == 0) {
      SqliteStorage.open(file).close();
      made = Files.readAllBytes(file);
    } else {
      Files.write(file, made);
    }
    return SqliteStorage.open(file);
  }
}
