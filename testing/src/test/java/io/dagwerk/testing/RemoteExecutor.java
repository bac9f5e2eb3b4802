package io.dagwerk.testing;

import io.dagwerk.execution.ExecutorFactory;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;

/// An executor whose steps would run elsewhere.
public final class RemoteExecutor implements ExecutorFactory {
  @Override
  public String name() {
    return "remote";
  }

  @Override
  public ConfigSchema.Shape schema() {
    return ConfigSchema.Shape.EMPTY;
  }

  @Override
  public boolean needsStoredOutputs() {
    return true;
  }

  @Override
  public StepExecutor create(ConfigTree config) {
    throw new IllegalStateException("there is no elsewhere in this test");
  }
}
