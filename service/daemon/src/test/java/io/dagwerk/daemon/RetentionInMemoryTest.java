package io.dagwerk.daemon;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.memory.MemoryStorage;
import java.nio.file.Path;

class RetentionInMemoryTest extends RetentionContract {
  @Override
  Storage open(Path folder) {
    return new MemoryStorage();
  }
}
