package io.dagwerk.spi.memory;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.JournalContract;

class MemoryJournalTest extends JournalContract {
  @Override
  protected Storage open() {
    return new MemoryStorage();
  }
}
