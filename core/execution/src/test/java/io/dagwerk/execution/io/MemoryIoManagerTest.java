package io.dagwerk.execution.io;

import static io.dagwerk.execution.io.Addresses.asset;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.IoManager;
import org.junit.jupiter.api.Test;

/// Values in memory.
class MemoryIoManagerTest extends IoManagerContract {
  private final MemoryIoManager memory = new MemoryIoManager();

  @Override
  protected IoManager<Object> manager() {
    return memory;
  }

  @Test
  void itSaysThatItIsNotDurable() {
    assertThat(memory.isDurable()).isFalse();
  }

  @Test
  void aReaderGetsTheVeryObjectThatWasStored() throws Exception {
    Object value = rows(1, 1);
    store(asset("a"), value);
    assertThat(load(asset("a"))).isSameAs(value);
  }
}
