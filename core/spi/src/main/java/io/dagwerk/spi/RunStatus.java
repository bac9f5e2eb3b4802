package io.dagwerk.spi;

/// Where a run stands.
public enum RunStatus {
  /// It waits to be started.
  QUEUED,
  /// A worker is being started for it.
  STARTING,
  /// Its worker runs steps.
  STARTED,
  /// Its cancellation was asked for, and what runs is being interrupted.
  CANCELING,
  SUCCEEDED,
  FAILED,
  CANCELED;

  /// Whether the run has ended. This is never taken back.
  public boolean isFinal() {
    return switch (this) {
      case QUEUED, STARTING, STARTED, CANCELING -> false;
      case SUCCEEDED, FAILED, CANCELED -> true;
    };
  }

  /// Whether a run that stands here may come to stand there.
  ///
  /// A run that is being canceled may still succeed: its last step had ended before it was
  /// interrupted. To succeed, a run must have been given to a worker.
  public boolean mayBecome(RunStatus next) {
    return switch (this) {
      case QUEUED ->
          switch (next) {
            case STARTING, CANCELING, FAILED, CANCELED -> true;
            case QUEUED, STARTED, SUCCEEDED -> false;
          };
      case STARTING, STARTED ->
          switch (next) {
            case STARTING, STARTED, CANCELING, SUCCEEDED, FAILED, CANCELED -> true;
            case QUEUED -> false;
          };
      case CANCELING ->
          switch (next) {
            case SUCCEEDED, FAILED, CANCELED -> true;
            case QUEUED, STARTING, STARTED, CANCELING -> false;
          };
      case SUCCEEDED, FAILED, CANCELED -> false;
    };
  }
}
