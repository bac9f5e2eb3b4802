package io.dagwerk.fingerprint.internal;

/// Ends a search that met something it cannot see through; its message is the reason.
public final class Unfathomable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unfathomable(String reason) {
    super(reason, null, false, false);
  }

  /// The reason, as a sentence without a full stop.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
