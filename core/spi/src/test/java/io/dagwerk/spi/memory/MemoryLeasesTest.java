package io.dagwerk.spi.memory;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.LeasesContract;

class MemoryLeasesTest extends LeasesContract {
  @Override
  protected Storage open() {
    return new MemoryStorage();
  }
}
