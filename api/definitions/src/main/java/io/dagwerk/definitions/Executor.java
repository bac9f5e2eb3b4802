package io.dagwerk.definitions;

import io.dagwerk.model.Ordered;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// What runs the steps of a job, and the config that it gets unless the run config says otherwise.
///
/// ```java
/// Job.named("refresh").executor(Executor.threads(8))
/// ```
///
/// @param name what it is found by: `threads`, `processes`, or the name of one that an operator
///   added
/// @param config a plain tree of its config
public record Executor(String name, SequencedMap<String, Object> config) {
  public Executor {
    config = Ordered.copyOf(config);
  }

  /// Steps run on threads of the run's own process, so many at once.
  public static Executor threads(int most) {
    return named("threads").configured(Map.of("most", most));
  }

  /// Every step runs in a process of its own, so many at once. What steps read and make has to be
  /// stored where other processes find it.
  ///
  /// Runs in the process of a test, or of a program, have no other process: there the steps run on
  /// threads, as many at once.
  public static Executor processes(int most) {
    return named("processes").configured(Map.of("most", most));
  }

  /// One step after the other, in the run's own process.
  public static Executor serial() {
    return threads(1);
  }

  /// An executor that an operator added.
  public static Executor named(String name) {
    return new Executor(name, new LinkedHashMap<>());
  }

  /// This executor with config as a plain tree.
  public Executor configured(Map<String, ?> tree) {
    return new Executor(name, new LinkedHashMap<>(tree));
  }
}
