package io.dagwerk.execution;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.model.Event;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.StepKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which values of a run nobody can read any more, because they were kept in memory.
final class LostValues {
  private final Map<Value, Event.OutputStored> inMemory = new HashMap<>();
  private final IoManager<Object> ofProcess;

  /// What a fan-out returned is one value, though each of its elements is stored.
  private record Value(StepKey step, String output) {}

  /// @param ofProcess the IO manager that outlives runs, and keeps what names no manager
  LostValues(RunRecord record, IoManager<Object> ofProcess) {
    this.ofProcess = ofProcess;
    for (Event.OutputStored stored : record.events(Event.OutputStored.class)) {
      if (stored.inMemory()) {
        inMemory.put(new Value(stored.step(), stored.output()), stored);
      }
    }
  }

  /// Why a value is lost, if it is, in words that follow a semicolon.
  Optional<String> why(StepKey step, String output) {
    Optional<Event.OutputStored> stored =
        Optional.ofNullable(inMemory.get(new Value(step, output)));
    if (stored.filter(each -> !Stores.isOfProcess(each.ioManager())).isPresent()) {
      return stored.map(each ->
          "IO manager '%s' kept it in memory only, which went with that run"
              .formatted(each.ioManager()));
    }
    return stored.filter(each -> isForgotten(each.address())).isPresent()
        ? Optional.of("it was kept in memory only, and this memory does not have it")
        : Optional.empty();
  }

  private boolean isForgotten(OutputAddress address) {
    try {
      return !ofProcess.exists(address);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) {
      return false;
    }
  }
}
