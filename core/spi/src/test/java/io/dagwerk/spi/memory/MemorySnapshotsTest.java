package io.dagwerk.spi.memory;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.contract.SnapshotsContract;

class MemorySnapshotsTest extends SnapshotsContract {
  @Override
  protected Storage open() {
    return new MemoryStorage();
  }
}
