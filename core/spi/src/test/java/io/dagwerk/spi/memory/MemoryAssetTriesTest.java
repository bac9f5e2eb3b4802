package io.dagwerk.spi.memory;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.AssetTriesContract;

class MemoryAssetTriesTest extends AssetTriesContract {
  @Override
  protected Storage open() {
    return new MemoryStorage();
  }
}
