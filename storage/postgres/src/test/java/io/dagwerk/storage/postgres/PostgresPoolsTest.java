package io.dagwerk.storage.postgres;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.PoolsContract;
import java.sql.SQLException;

class PostgresPoolsTest extends PoolsContract {
  @Override
  protected Storage open() throws SQLException {
    return PostgresServer.openEmpty();
  }
}
