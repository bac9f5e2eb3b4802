package io.dagwerk.execution;

import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.Shape;
import io.dagwerk.model.ConfigSchema.WholeNumber;
import io.dagwerk.model.ConfigTree;
import java.math.BigInteger;
import java.util.List;

/// Runs so many attempts at once, on threads of this process.
record AtMost(int most) implements ExecutorFactory.StepExecutor {
  private static final String MOST = "most";

  /// The schema of what says how many.
  ///
  /// @param largest that can be said
  /// @param byDefault when nothing is said
  static Shape schema(int largest, int byDefault) {
    return new Shape(
        List.of(
            Field.optional(
                    MOST,
                    new WholeNumber(1, largest),
                    new ConfigTree.Whole(BigInteger.valueOf(byDefault)))
                .describedAs("How many steps run at once")));
  }

  /// What a complete config of that schema says.
  static AtMost of(ConfigTree config) {
    if (config instanceof ConfigTree.Entries entries
        && entries.entries().get(MOST) instanceof ConfigTree.Whole whole) {
      return new AtMost(whole.value().intValueExact());
    }
    throw new IllegalArgumentException("expected a number under '%s'".formatted(MOST));
  }

  @Override
  public StepBody body(StepBody here) {
    return here;
  }
}
