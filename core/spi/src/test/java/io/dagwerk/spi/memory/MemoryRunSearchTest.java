package io.dagwerk.spi.memory;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.RunSearchContract;

class MemoryRunSearchTest extends RunSearchContract {
  @Override
  protected Storage open() {
    return new MemoryStorage();
  }
}
