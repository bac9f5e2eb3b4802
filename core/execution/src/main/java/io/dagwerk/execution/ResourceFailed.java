package io.dagwerk.execution;

import io.dagwerk.definitions.Resource;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Metadata;
import java.util.Optional;

/// A resource could not be opened.
final class ResourceFailed extends Exception {
  private static final long serialVersionUID = 1L;

  ResourceFailed(Resource<?> resource, Throwable cause) {
    super(
        cause instanceof ResourceFailed
            ? String.valueOf(cause.getMessage())
            : "%s could not be opened: %s".formatted(resource, ErrorInfo.of(cause).summary()),
        cause);
  }

  /// What the attempt came to that needed it.
  StepResult result() {
    return new StepResult.Failed(
        ErrorInfo.of(this), FailureKind.RESOURCE, Metadata.none(), true, Optional.of(this));
  }
}
