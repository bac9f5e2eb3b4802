package io.dagwerk.storage.postgres;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.RunHistoryContract;
import java.sql.SQLException;

class PostgresRunHistoryTest extends RunHistoryContract {
  @Override
  protected Storage open() throws SQLException {
    return PostgresServer.openEmpty();
  }
}
