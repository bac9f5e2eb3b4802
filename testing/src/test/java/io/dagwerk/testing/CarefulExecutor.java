package io.dagwerk.testing;

import io.dagwerk.execution.ExecutorFactory;
import io.dagwerk.execution.FinishedAttempt;
import io.dagwerk.execution.HookTurn;
import io.dagwerk.execution.Permit;
import io.dagwerk.execution.StepAttempt;
import io.dagwerk.execution.StepBody;
import io.dagwerk.execution.StepResult;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.Text;
import io.dagwerk.model.ConfigSchema.Truth;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.List;

/// What somebody else adds: an executor that greets each step. Found by [java.util.ServiceLoader].
public final class CarefulExecutor implements ExecutorFactory {
  @Override
  public String name() {
    return "careful";
  }

  @Override
  public ConfigSchema.Shape schema() {
    return new ConfigSchema.Shape(
        List.of(
            Field.required("greeting", new Text()),
            Field.optional("broken", new Truth(), new ConfigTree.Truth(false))));
  }

  @Override
  public StepExecutor create(ConfigTree config) {
    ConfigTree.Entries entries = (ConfigTree.Entries) config;
    if (new ConfigTree.Truth(true).equals(entries.entries().get("broken"))) {
      throw new IllegalStateException("no machine is free");
    }
    String greeting =
        entries.entries().get("greeting") instanceof ConfigTree.Text(String said) ? said : "";
    return new StepExecutor() {
      @Override
      public int most() {
        return 1;
      }

      @Override
      public StepBody body(StepBody here) {
        return new Greeting(greeting, here);
      }
    };
  }

  private record Greeting(String text, StepBody here) implements StepBody {
    @Override
    public StepResult run(StepAttempt attempt) throws InterruptedException {
      ExecutorTest.GREETED.add(text + " " + attempt.key());
      return here.run(attempt);
    }

    @Override
    public boolean canReuse(Plan.Step step, StepKey key, Permit permit)
        throws InterruptedException {
      return here.canReuse(step, key, permit);
    }

    @Override
    public List<HookTurn> hooks(FinishedAttempt finished) {
      return here.hooks(finished);
    }
  }
}
