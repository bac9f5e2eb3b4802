package io.dagwerk.definitions;

import io.dagwerk.model.ChangeKeys;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
  record Skip(String reason, Optional<String> cursor) implements Decision {
    /// The same, and something to remember until the next tick.
    public Skip remembering(String cursor) {
      return new Skip(reason, Optional.of(cursor));
    }
  }

  /// These runs, in this order, and before them these changes of dynamic partitions.
  ///
  /// @param cursor what the sensor remembers; empty to keep what it had
  record Request(List<RunRequest> runs, List<ChangeKeys> keys, Optional<String> cursor)
      implements Decision {
    public Request {
      runs = List.copyOf(runs);
      keys = List.copyOf(keys);
    }

    /// The same runs, and something to remember until the next tick.
    public Request remembering(String cursor) {
      return new Request(runs, keys, Optional.of(cursor));
    }

    /// The same, and keys that dynamic partitions get. The runs may be on them.
    public Request adding(Partitions.Dynamic partitions, String... added) {
      return changing(new ChangeKeys(partitions.name(), keys(added), List.of()));
    }

    /// The same, and keys that dynamic partitions lose.
    public Request removing(Partitions.Dynamic partitions, String... removed) {
      return changing(new ChangeKeys(partitions.name(), List.of(), keys(removed)));
    }

    private Request changing(ChangeKeys change) {
      List<ChangeKeys> more = new ArrayList<>(keys);
      more.add(change);
      return new Request(runs, more, cursor);
    }

    private static List<PartitionKey> keys(String... texts) {
      return Stream.of(texts).map(PartitionKey::of).toList();
    }

    /// The same, with a tag on each of the runs.
    public Request tag(String name, String value) {
      return new Request(runs.stream().map(run -> run.tag(name, value)).toList(), keys, cursor);
    }
  }

  /// These runs; none is for a decision that only changes dynamic partitions.
  static Request run(RunRequest... runs) {
    return run(List.of(runs));
  }

  static Request run(List<RunRequest> runs) {
    return new Request(runs, List.of(), Optional.empty());
  }

  static Skip skip(String reason) {
    return new Skip(reason, Optional.empty());
  }
}
