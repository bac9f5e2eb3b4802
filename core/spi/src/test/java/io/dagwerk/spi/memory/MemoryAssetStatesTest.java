package io.dagwerk.spi.memory;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.AssetStatesContract;

class MemoryAssetStatesTest extends AssetStatesContract {
  @Override
  protected Storage open() {
    return new MemoryStorage();
  }
}
