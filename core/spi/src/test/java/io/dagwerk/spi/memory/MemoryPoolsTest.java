package io.dagwerk.spi.memory;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.PoolsContract;

class MemoryPoolsTest extends PoolsContract {
  @Override
  protected Storage open() {
    return new MemoryStorage();
  }
}
