package io.dagwerk.storage.sqlite;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.SavedStorageContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteSchema2Test extends SavedStorageContract {
  @TempDir private Path folder;

  @Override
  protected Storage open() throws IOException {
    Path file = SqliteFiles.file(folder);
    SavedDatabases.unpack(2, file);
    SqliteStorage.migrate(file);
    return SqliteStorage.open(file);
  }
}
