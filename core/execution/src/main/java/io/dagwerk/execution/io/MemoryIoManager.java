package io.dagwerk.execution.io;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.model.OutputAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps values in this process: readers get the very object that was stored. Thread-safe.
///
/// The values are gone with the process, so it suits tests and runs that nothing looks at later.
public final class MemoryIoManager implements IoManager<Object> {
  private final Map<OutputAddress, Object> values = new ConcurrentHashMap<>();

  @Override
  public void store(StoreContext context, Object value) {
    context.requireCurrent();
    values.put(context.address(), value);
  }

  @Override
  public Object load(LoadContext context) {
    return find(context.address()).orElseThrow(() -> context.missing("it in memory"));
  }

  @Override
  public boolean exists(OutputAddress address) {
    return values.containsKey(address);
  }

  @Override
  public boolean isDurable() {
    return false;
  }

  /// The value at the address, for tests that look at what was stored.
  public Optional<Object> find(OutputAddress address) {
    return Optional.ofNullable(values.get(address));
  }

  /// Takes a value as if a step had stored it, for tests that give one.
  public void put(OutputAddress address, Object value) {
    values.put(address, value);
  }

  @Override
  public String toString() {
    return "memory";
  }
}
