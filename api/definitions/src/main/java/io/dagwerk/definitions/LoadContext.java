package io.dagwerk.definitions;

import io.dagwerk.model.TimeWindow;
import java.util.NoSuchElementException;
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
    return address().path();
  }

  /// What a manager throws when nothing is stored at the address.
  ///
  /// @param where the place that was looked at, such as a file or table
  default NoSuchElementException missing(String where) {
    return new NoSuchElementException(
        "%s has no stored value: looked for %s; materialize it first, or select it in the same run"
            .formatted(address().described(), where));
  }
}
