package io.dagwerk.storage.sqlite;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.AssetTriesContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteAssetTriesTest extends AssetTriesContract {
  @TempDir Path folder;

  @Override
  protected Storage open() throws IOException {
    return SqliteFiles.openEmpty(folder);
  }
}
