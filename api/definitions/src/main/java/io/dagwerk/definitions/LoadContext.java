package io.dagwerk.definitions;

import io.dagwerk.model.TimeWindow;
import java.util.Optional;
import org.slf4j.Logger;

/// What an [IoManager] knows of the value that it loads.
public interface LoadContext extends IoContext {
  Logger log();

  /// The span of time of the partition, when it is one of time.
  Optional<TimeWindow> window();

  /// Calls this when the reading step has ended, for values that hold something open.
  void closeAfterStep(AutoCloseable open);

  /// The address, as a relative path without characters that file systems refuse.
  default String path() {
    return Paths.of(address());
  }
}
