package io.dagwerk.storage.postgres;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.SavedWithExpiryContract;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

class PostgresSchema4Test extends SavedWithExpiryContract {
  @Override
  protected Storage open() throws SQLException, IOException {
    String url = PostgresServer.newDatabase();
    try (Connection connection = PostgresServer.connect(url);
        Statement restoring = connection.createStatement()) {
      restoring.execute(Files.readString(SavedDatabases.file(4)));
    }
    PostgresStorage.migrate(PostgresServer.settings(url));
    return PostgresStorage.open(PostgresServer.settings(url));
  }
}
