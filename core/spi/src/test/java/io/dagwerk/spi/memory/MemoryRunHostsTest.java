package io.dagwerk.spi.memory;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.RunHostsContract;

class MemoryRunHostsTest extends RunHostsContract {
  @Override
  protected Storage open() {
    return new MemoryStorage();
  }
}
