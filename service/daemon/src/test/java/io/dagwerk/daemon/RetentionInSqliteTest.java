package io.dagwerk.daemon;

import io.dagwerk.spi.Storage;
import io.dagwerk.storage.sqlite.SqliteStorage;
import java.nio.file.Path;

class RetentionInSqliteTest extends RetentionContract {
  @Override
  Storage open(Path folder) {
    return SqliteStorage.open(folder.resolve("dagwerk.db"));
  }
}
