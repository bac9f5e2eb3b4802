package io.dagwerk.execution;

import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;

/// Makes what runs the steps of a run. Operators add their own by [java.util.ServiceLoader]; a job
/// names it by `Executor.named(...)`, and the run config chooses among the job's.
///
/// ```java
/// public final class NiceThreads implements ExecutorFactory {
///   public String name() { return "nice_threads"; }
///   public ConfigSchema.Shape schema() { return new ConfigSchema.Shape(List.of(...)); }
///   public StepExecutor create(ConfigTree config) { return new StepExecutor() { ... }; }
/// }
/// ```
public interface ExecutorFactory {
  /// What jobs and run configs call it.
  String name();

  /// What its config must look like.
  ConfigSchema.Shape schema();

  /// Whether steps run where values in this process's memory do not reach.
  default boolean needsStoredOutputs() {
    return false;
  }

  /// Makes one for a run.
  ///
  /// @param config of the schema, complete
  /// @throws RuntimeException fails the run before any step
  StepExecutor create(ConfigTree config);

  /// Runs the steps of one run.
  interface StepExecutor {
    /// How many attempts run at once; at least 1.
    int most();

    /// How an attempt is run.
    ///
    /// @param here runs it on the calling thread, with the functions of this process
    StepBody body(StepBody here);
  }
}
