package io.dagwerk.storage.sqlite;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.SavedInstance;
import io.dagwerk.storage.sql.Migrations;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Saves a database of this build's schema, for the builds to come. Run by name; CONTRIBUTING says
/// when.
class SaveDatabase {
  @TempDir private Path folder;

  @Test
  void saveTheOneOfThisSchema() throws IOException {
    try (Storage storage = SqliteFiles.openEmpty(folder)) {
      SavedInstance.fill(storage);
    }
    SavedDatabases.pack(SqliteFiles.file(folder), Migrations.NEWEST);
  }
}
