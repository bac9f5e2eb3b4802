package io.dagwerk.storage.sqlite;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.SavedWithExpiryContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteSchema4Test extends SavedWithExpiryContract {
  @TempDir private Path folder;

  @Override
  protected Storage open() throws IOException {
    Path file = SqliteFiles.file(folder);
    SavedDatabases.unpack(4, file);
    SqliteStorage.migrate(file);
    return SqliteStorage.open(file);
  }
}
