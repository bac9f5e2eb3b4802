package io.dagwerk.model;

/// What a node of the graph is.
public enum NodeKind {
  /// A unit of work in a job.
  OP,
  /// An op whose elements each become branches of their own.
  FAN_OUT,
  /// One asset and the function that makes it.
  ASSET,
  /// Several assets made by one function.
  BUNDLE,
  /// A judgement on an asset.
  CHECK
}
