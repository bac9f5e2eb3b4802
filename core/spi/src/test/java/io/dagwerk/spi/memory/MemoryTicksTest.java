package io.dagwerk.spi.memory;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.TicksContract;

class MemoryTicksTest extends TicksContract {
  @Override
  protected Storage open() {
    return new MemoryStorage();
  }
}
