package io.dagwerk.spi.memory;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.RunsContract;

class MemoryRunsTest extends RunsContract {
  @Override
  protected Storage open() {
    return new MemoryStorage();
  }
}
