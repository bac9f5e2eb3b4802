package io.dagwerk.execution;

import io.dagwerk.definitions.Failure;
import io.dagwerk.definitions.RetryRequested;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Metadata;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Ends an attempt, by no fault of the engine's.
final class StepFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Function<StepFailure, StepResult> result;

  StepFailure(FailureKind kind, String message) {
    super(message);
    this.result = failure -> resultOf(failure, kind, true);
  }

  StepFailure(FailureKind kind, String message, Throwable cause) {
    super(message, cause);
    this.result = failure -> resultOf(failure, kind, true);
  }

  private StepFailure(
      String message, @Nullable Throwable cause, Function<StepFailure, StepResult> result) {
    super(message, cause);
    this.result = result;
  }

  /// One that another attempt cannot mend.
  static StepFailure forGood(FailureKind kind, String message) {
    return new StepFailure(message, null, failure -> resultOf(failure, kind, false));
  }

  /// Of what a step's function threw.
  static StepFailure thrownByUser(Throwable thrown) {
    return new StepFailure("a step's function threw this", thrown, _ -> resultOf(thrown));
  }

  /// What the attempt came to.
  StepResult result() {
    return result.apply(this);
  }

  private static StepResult resultOf(StepFailure failure, FailureKind kind, boolean mayRetry) {
    return new StepResult.Failed(
        ErrorInfo.of(failure), kind, Metadata.none(), mayRetry, Optional.of(failure));
  }

  private static StepResult resultOf(Throwable thrown) {
    Optional<Throwable> exception = Optional.of(thrown);
    ErrorInfo error = ErrorInfo.of(thrown);
    return switch (thrown) {
      case RetryRequested wanted ->
          new StepResult.RetryWanted(error, wanted.times(), wanted.delay(), exception);
      case Failure failure ->
          new StepResult.Failed(
              error, FailureKind.DESCRIBED, failure.metadata(), failure.mayRetry(), exception);
      default ->
          new StepResult.Failed(error, FailureKind.EXCEPTION, Metadata.none(), true, exception);
    };
  }
}
