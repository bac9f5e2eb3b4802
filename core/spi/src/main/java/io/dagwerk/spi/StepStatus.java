package io.dagwerk.spi;

/// Where a step stands that has begun or ended; a step without status has done neither.
public enum StepStatus {
  RUNNING,
  /// An attempt failed and will be made again.
  WAITING_TO_RETRY,
  SUCCEEDED,
  FAILED,
  /// An optional output that it reads was not emitted.
  SKIPPED,
  /// Stored outputs were taken instead.
  REUSED,
  /// A step before it failed.
  ABANDONED,
  CANCELED;

  /// Whether the step has ended. This is never taken back.
  public boolean isFinal() {
    return switch (this) {
      case RUNNING, WAITING_TO_RETRY -> false;
      case SUCCEEDED, FAILED, SKIPPED, REUSED, ABANDONED, CANCELED -> true;
    };
  }
}
