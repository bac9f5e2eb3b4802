package io.dagwerk.model;

/// Something in a config document that still works and will not: where, and in words for who wrote
/// it.
public record ConfigWarning(ConfigPath path, String message) {
  /// Path and message, as shown.
  @Override
  public String toString() {
    return path.depth() == 0 ? message : path + ": " + message;
  }
}
