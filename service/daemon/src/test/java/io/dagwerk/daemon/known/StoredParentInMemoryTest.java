package io.dagwerk.daemon.known;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.memory.MemoryStorage;

class StoredParentInMemoryTest extends StoredParentContract {
  @Override
  Storage open() {
    return new MemoryStorage();
  }

  @Override
  int jobs() {
    return 200;
  }
}
