package io.dagwerk.daemon;

/// What an asset has come to, in one word, as a graph of many shows it.
public enum AssetState {
  /// Nothing here makes it, and nobody has reported a value of it.
  EXTERNAL,
  /// It was never materialized.
  MISSING,
  /// A step that is going to materialize it runs.
  RUNNING,
  /// A step that was to materialize it failed to, and it was not materialized since then; of one
  /// with partitions, a partition of it.
  FAILED,
  /// Something that it is made from was materialized after it. It is not said of what has
  /// partitions, whose newest may be another one.
  STALE,
  /// It has a value; of one with partitions, some partition has.
  MATERIALIZED
}
