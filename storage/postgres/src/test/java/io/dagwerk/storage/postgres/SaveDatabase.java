package io.dagwerk.storage.postgres;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.SavedInstance;
import io.dagwerk.storage.sql.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// Saves a database of this build's schema, for the builds to come. Run by name; CONTRIBUTING says
/// when.
class SaveDatabase {
  @Test
  void saveTheOneOfThisSchema() throws SQLException, IOException {
    String url = PostgresServer.newDatabase();
    try (Storage storage = PostgresStorage.open(PostgresServer.settings(url))) {
      SavedInstance.fill(storage);
    }
    Path file = SavedDatabases.file(Migrations.NEWEST);
    Files.createDirectories(file.resolveSibling(""));
    try (Connection connection = PostgresServer.connect(url)) {
      Files.writeString(file, new SqlDump(connection).text());
    }
  }
}
