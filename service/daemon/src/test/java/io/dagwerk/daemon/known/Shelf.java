package io.dagwerk.daemon.known;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.execution.io.MemoryIoManager;
import io.dagwerk.model.OutputAddress;

/// Keeps values in memory, and passes for one whose values outlive the process.
record Shelf(MemoryIoManager memory) implements IoManager<Object> {
  Shelf() {
    this(new MemoryIoManager());
  }

  @Override
  public void store(StoreContext context, Object value) throws Exception {
    memory.store(context, value);
  }

  @Override
  public Object load(LoadContext context) throws Exception {
    return memory.load(context);
  }

  @Override
  public boolean exists(OutputAddress address) throws Exception {
    return memory.exists(address);
  }

  @Override
  public boolean isDurable() {
    return true;
  }
}
