package io.dagwerk.codeclient;

/// A worker that was given its run.
///
/// @param start whether it had the definitions loaded before
public record LaunchedWorker(String worker, Start start) {
  /// How a worker was started.
  public enum Start {
    WARM,
    COLD
  }
}
