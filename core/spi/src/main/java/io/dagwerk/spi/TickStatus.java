package io.dagwerk.spi;

/// Where a tick stands.
public enum TickStatus {
  /// User code is being asked, or was when its host died.
  STARTED,
  SUCCEEDED,
  SKIPPED,
  FAILED
}
