package io.dagwerk.storage.postgres;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.LeasesContract;
import java.sql.SQLException;

class PostgresLeasesTest extends LeasesContract {
  @Override
  protected Storage open() throws SQLException {
    return PostgresServer.openEmpty();
  }
}
