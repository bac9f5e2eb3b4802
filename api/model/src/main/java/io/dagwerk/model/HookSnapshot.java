package io.dagwerk.model;

/// A hook as the host sees it.
///
/// @param end of a step, after which it is called
public record HookSnapshot(String name, End end) {
  /// How a step ended.
  public enum End {
    SUCCESS,
    /// It has failed and has no attempt left.
    FAILURE,
    /// An attempt has failed and there is another.
    RETRY
  }
}
