package io.dagwerk.execution;

import io.dagwerk.model.ConfigSchema.Shape;
import io.dagwerk.model.ConfigTree;

/// Runs every step in a process of its own, so many at once. Where a run has no [StepProcesses], as
/// in a test, they run on threads of its process.
public final class ProcessesExecutor implements ExecutorFactory {
  /// The name of this executor.
  public static final String NAME = "processes";

  private static final int LEAST_BY_DEFAULT = 2;
  private static final int MOST = 1000;

  @Override
  public String name() {
    return NAME;
  }

  /// One per core when nothing is said, and at least 2.
  @Override
  public Shape schema() {
    return AtMost.schema(
        MOST, Math.max(LEAST_BY_DEFAULT, Runtime.getRuntime().availableProcessors()));
  }

  @Override
  public StepExecutor create(ConfigTree config) {
    return AtMost.of(config);
  }
}
