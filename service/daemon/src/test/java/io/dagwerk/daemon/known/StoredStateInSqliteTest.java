package io.dagwerk.daemon.known;

import io.dagwerk.spi.Storage;
import io.dagwerk.storage.sqlite.SqliteStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class StoredStateInSqliteTest extends StoredStateContract {
  @TempDir private Path folder;

  @Override
  Storage open() throws Exception {
    return SqliteStorage.open(Files.createTempDirectory(folder, "instance").resolve("dagwerk.db"));
  }

  @Override
  int jobs() {
    return 8;
  }
}
