package io.dagwerk.definitions;

import java.util.List;
import java.util.Optional;

/// What a schedule or sensor decided on one tick. Immutable.
///
/// ```java
/// return files.isEmpty()
///     ? Decision.skip("nothing new")
///     : Decision.run(RunRequest.of(files.getLast())).remembering(files.getLast());
/// ```
public sealed interface Decision {
  /// Nothing is to run.
  ///
  /// @param cursor what the sensor remembers; empty to keep what it had
  record Skip(String reason, Optional<String> cursor) implements Decision {}

  /// These runs, in this order.
  ///
  /// @param cursor what the sensor remembers; empty to keep what it had
  record Request(List<RunRequest> runs, Optional<String> cursor) implements Decision {
    public Request {
      runs = List.copyOf(runs);
    }

    /// The same runs, and something to remember until the next tick.
    public Request remembering(String cursor) {
      return new Request(runs, Optional.of(cursor));
    }
  }

  static Request run(RunRequest... runs) {
    return new Request(List.of(runs), Optional.empty());
  }

  static Request run(List<RunRequest> runs) {
    return new Request(runs, Optional.empty());
  }

  static Skip skip(String reason) {
    return new Skip(reason, Optional.empty());
  }
}
