package io.dagwerk.daemon;

import io.dagwerk.spi.Storage;
import java.nio.file.Path;
import java.sql.SQLException;

class RetentionInPostgresTest extends RetentionContract {
  @Override
  Storage open(Path folder) throws SQLException {
    return PostgresServer.openNew();
  }
}
