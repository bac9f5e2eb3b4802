package io.dagwerk.storage.postgres;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.AssetTriesContract;
import java.sql.SQLException;

class PostgresAssetTriesTest extends AssetTriesContract {
  @Override
  protected Storage open() throws SQLException {
    return PostgresServer.openEmpty();
  }
}
