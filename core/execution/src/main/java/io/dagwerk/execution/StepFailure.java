package io.dagwerk.execution;

import io.dagwerk.definitions.Failure;
import io.dagwerk.definitions.RetryRequested;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Metadata;

/// Ends an attempt: what went wrong, and of which kind it is.
final class StepFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  StepFailure(FailureKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  StepFailure(FailureKind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /// What the attempt came to.
  StepResult result() {
    return new StepResult.Failed(
        ErrorInfo.of(this), kind, Metadata.none(), kind != FailureKind.CHECK);
  }

  /// What an attempt came to whose function threw this.
  static StepResult thrown(Throwable thrown) {
    return switch (thrown) {
      case StepFailure failure -> failure.result();
      case RetryRequested wanted ->
          new StepResult.RetryWanted(ErrorInfo.of(wanted), wanted.times(), wanted.delay());
      case Failure failure ->
          new StepResult.Failed(
              ErrorInfo.of(failure), FailureKind.DESCRIBED, failure.metadata(), failure.mayRetry());
      case ResourceFailed failed ->
          new StepResult.Failed(ErrorInfo.of(failed), FailureKind.RESOURCE, Metadata.none(), true);
      default ->
          new StepResult.Failed(ErrorInfo.of(thrown), FailureKind.EXCEPTION, Metadata.none(), true);
    };
  }
}
