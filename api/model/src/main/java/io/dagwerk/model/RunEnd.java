package io.dagwerk.model;

/// How a run ends.
public enum RunEnd {
  SUCCEEDED,
  FAILED,
  CANCELED
}
