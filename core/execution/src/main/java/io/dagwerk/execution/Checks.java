package io.dagwerk.execution;

import io.dagwerk.definitions.Type;
import io.dagwerk.definitions.TypeCheck;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.FailureKind;
import java.util.Objects;

/// The rule that a value passes its type, or the step fails.
final class Checks {
  private Checks() {}

  /// What the type says of a value.
  ///
  /// @throws StepFailure when the type's check itself throws
  static TypeCheck examined(Type<?> type, Object value) throws StepFailure, InterruptedException {
    return UserCode.call(
        FailureKind.TYPE_CHECK,
        "the check of type %s threw".formatted(type),
        () -> Objects.requireNonNull(type.examine(value), "null; return a TypeCheck"));
  }

  /// Records what a type with a check of its own said, and any value that did not pass.
  ///
  /// @param what such as `input 0` or `output result`
  /// @throws StepFailure when it did not pass
  static void require(StepWork work, String what, Type<?> type, TypeCheck check)
      throws StepFailure {
    if (type.isCustom() || !check.passed()) {
      work.stepAttempt()
          .events()
          .append(
              new Event.TypeChecked(
                  work.step(),
                  what,
                  type.name(),
                  check.passed(),
                  check.description(),
                  check.metadata()));
    }
    if (!check.passed()) {
      throw new StepFailure(
          FailureKind.TYPE_CHECK,
          "%s of step '%s' is not a %s: %s"
              .formatted(what, work.step(), type, check.description()));
    }
  }
}
