package io.dagwerk.daemon.known;

import io.dagwerk.spi.Storage;
import io.dagwerk.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class StoredParentInSqliteTest extends StoredParentContract {
  @TempDir private Path folder;

  @Override
  Storage open() {
    return SqliteStorage.open(folder.resolve("dagwerk.db"));
  }

  @Override
  int jobs() {
    return 30;
  }
}
