package io.dagwerk.storage.postgres;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.SnapshotsContract;
import java.sql.SQLException;

class PostgresSnapshotsTest extends SnapshotsContract {
  @Override
  protected Storage open() throws SQLException {
    return PostgresServer.openEmpty();
  }
}
