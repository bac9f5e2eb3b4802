package io.dagwerk.storage.postgres;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.AssetStatesContract;
import java.sql.SQLException;

class PostgresAssetStatesTest extends AssetStatesContract {
  @Override
  protected Storage open() throws SQLException {
    return PostgresServer.openEmpty();
  }
}
