package io.dagwerk.storage.postgres;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.RunHostsContract;
import java.sql.SQLException;

class PostgresRunHostsTest extends RunHostsContract {
  @Override
  protected Storage open() throws SQLException {
    return PostgresServer.openEmpty();
  }
}
