package io.dagwerk.execution;

import io.dagwerk.model.ConfigSchema.Shape;
import io.dagwerk.model.ConfigTree;

/// Runs steps on threads of this process, so many at once.
public final class ThreadsExecutor implements ExecutorFactory {
  /// The name of this executor.
  public static final String NAME = "threads";

  private static final int LEAST_BY_DEFAULT = 4;
  private static final int MOST = 10_000;

  /// How many steps run at once when nothing is said: one per core, and at least 4.
  public static int byDefault() {
    return Math.max(LEAST_BY_DEFAULT, Runtime.getRuntime().availableProcessors());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape schema() {
    return AtMost.schema(MOST, byDefault());
  }

  @Override
  public StepExecutor create(ConfigTree config) {
    return AtMost.of(config);
  }
}
