package io.dagwerk.testing;

import io.dagwerk.execution.ExecutorFactory;
import io.dagwerk.execution.StepBody;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;

/// An executor that is made, but cannot run anything.
public final class UnableExecutor implements ExecutorFactory {
  @Override
  public String name() {
    return "unable";
  }

  @Override
  public ConfigSchema.Shape schema() {
    return ConfigSchema.Shape.EMPTY;
  }

  @Override
  public StepExecutor create(ConfigTree config) {
    return new StepExecutor() {
      @Override
      public int most() {
        return 1;
      }

      @Override
      public StepBody body(StepBody here) {
        throw new NoClassDefFoundError("its library");
      }
    };
  }
}
