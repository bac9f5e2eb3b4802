package io.dagwerk.execution;

import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.Shape;
import io.dagwerk.model.ConfigSchema.WholeNumber;
import io.dagwerk.model.ConfigTree;
import java.math.BigInteger;
import java.util.List;

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
    return new Shape(
        List.of(
            Field.optional(
                    "most",
                    new WholeNumber(1, MOST),
                    new ConfigTree.Whole(BigInteger.valueOf(byDefault())))
                .describedAs("How many steps run at once")));
  }

  @Override
  public StepExecutor create(ConfigTree config) {
    int most =
        config instanceof ConfigTree.Entries entries
                && entries.entries().get("most") instanceof ConfigTree.Whole whole
            ? whole.value().intValueExact()
            : byDefault();
    return new StepExecutor() {
      @Override
      public int most() {
        return most;
      }

      @Override
      public StepBody body(StepBody here) {
        return here;
      }
    };
  }
}
