package io.dagwerk.model;

/// Whether a schedule or sensor is turned.
public enum InstigatorStatus {
  RUNNING,
  STOPPED
}
