package io.dagwerk.execution;

import io.dagwerk.definitions.Resource;

/// A resource could not be opened.
final class ResourceFailed extends Exception {
  private static final long serialVersionUID = 1L;

  ResourceFailed(Resource<?> resource, Throwable cause) {
    super(
        cause instanceof ResourceFailed
            ? String.valueOf(cause.getMessage())
            : "%s could not be opened: %s".formatted(resource, cause),
        cause);
  }
}
