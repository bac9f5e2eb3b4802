package io.dagwerk.spi.memory;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.RunHistoryContract;

class MemoryRunHistoryTest extends RunHistoryContract {
  @Override
  protected Storage open() {
    return new MemoryStorage();
  }
}
