package io.dagwerk.execution;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.model.Event;
import io.dagwerk.model.OutputAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which values of a run nobody can read any more, because they were kept in memory.
final class LostValues {
  private final Map<OutputAddress, String> keepers = new HashMap<>();
  private final Set<String> closed;
  private final IoManager<Object> ofProcess;

  /// @param closed the IO managers that kept values in memory and were closed with the run
  /// @param ofProcess the one that outlives runs, and keeps what names no manager
  LostValues(RunRecord record, Set<String> closed, IoManager<Object> ofProcess) {
    this.closed = Set.copyOf(closed);
    this.ofProcess = ofProcess;
    record
        .events(Event.OutputStored.class)
        .forEach(stored -> keepers.put(stored.address(), stored.ioManager()));
  }

  /// Why a value is lost, if it is, in words that follow a semicolon.
  Optional<String> why(OutputAddress address) {
    Optional<String> keeper = Optional.ofNullable(keepers.get(address));
    if (keeper.filter(closed::contains).isPresent()) {
      return keeper.map(
          "IO manager '%s' kept it in memory only, which went with that run"::formatted);
    }
    return keeper.filter(Stores::isOfProcess).isPresent() && isForgotten(address)
        ? Optional.of("it was kept in memory only, and this memory does not have it")
        : Optional.empty();
  }

  /// Files are looked at when they are read.
  private boolean isForgotten(OutputAddress address) {
    try {
      return !ofProcess.isDurable() && !ofProcess.exists(address);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) {
      return false;
    }
  }
}
