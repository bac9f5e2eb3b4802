package io.dagwerk.protocol;

/// Thrown for bytes that are not what they should be, or that say something which this version does
/// not know. Names the message and what is wrong with it.
public final class UnreadableMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableMessage(String message) {
    super(message);
  }

  public UnreadableMessage(String message, Throwable cause) {
    super(message, cause);
  }

  /// A `oneof` without any of the kinds that this version knows.
  static UnreadableMessage ofKind(String message) {
    return new UnreadableMessage(
        "a %s of a kind that this version does not know; update Dagwerk on this side"
            .formatted(message));
  }
}
