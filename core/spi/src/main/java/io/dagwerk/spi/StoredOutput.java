package io.dagwerk.spi;

import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.StepKey;
import java.util.Optional;

/// Where a succeeded step left a value.
///
/// @param address of a fan-out, where the list of its elements lies
/// @param version what it is found under by a later run of the same work, if it has one
public record StoredOutput(
    StepKey step, String output, OutputAddress address, Keeper keeper, Optional<String> version) {
  /// What stored it.
  ///
  /// @param inMemory whether the value went with the process of the run
  public record Keeper(String ioManager, boolean inMemory) {}
}
