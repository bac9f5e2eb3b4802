package io.dagwerk.testing;

/// Thrown when a result is asked of a run that did not succeed; says which steps failed and why.
public final class RunFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunFailed(String message) {
    super(message);
  }
}
