package io.dagwerk.execution;

import io.dagwerk.config.Environment;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.execution.io.FileIoManager;
import io.dagwerk.execution.io.MemoryIoManager;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// What runs in this process stand on.
///
/// @param byDefault keeps values that name no IO manager
/// @param forAll keeps every value, whatever is declared
/// @param environment where config finds `{env: NAME}`
/// @param clock tells the time of events and which partitions exist
/// @param capturesPrints whether what steps print becomes events instead of going to the terminal
public record LocalOptions(
    IoManager<Object> byDefault,
    Optional<IoManager<Object>> forAll,
    Environment environment,
    InstantSource clock,
    boolean capturesPrints) {
  /// Values are files below a folder, unless their definitions name another IO manager.
  public static LocalOptions in(Path folder) {
    return new LocalOptions(
        new FileIoManager(folder),
        Optional.empty(),
        Environment.process(),
        InstantSource.system(),
        true);
  }

  /// All values stay in memory.
  public static LocalOptions inMemory() {
    IoManager<Object> memory = new MemoryIoManager();
    return new LocalOptions(
        memory, Optional.of(memory), Environment.process(), InstantSource.system(), false);
  }

  public LocalOptions environment(Environment other) {
    return new LocalOptions(byDefault, forAll, other, clock, capturesPrints);
  }

  public LocalOptions clock(InstantSource other) {
    return new LocalOptions(byDefault, forAll, environment, other, capturesPrints);
  }
}
