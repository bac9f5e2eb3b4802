package io.dagwerk.storage.postgres;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.RunsContract;
import java.sql.SQLException;

class PostgresRunsTest extends RunsContract {
  @Override
  protected Storage open() throws SQLException {
    return PostgresServer.openEmpty();
  }
}
