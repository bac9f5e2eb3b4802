package io.dagwerk.documents;

/// Thrown for a text or file that is no config document; the message says where and why.
public final class InvalidDocument extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final String reason;

  InvalidDocument(String message) {
    super(message);
    this.line = Position.START.line();
    this.column = Position.START.column();
    this.reason = message;
  }

  InvalidDocument(String message, Throwable cause) {
    this(message, Position.START, message, cause);
  }

  InvalidDocument(String message, Position position, String reason, Throwable cause) {
    super(message, cause);
    this.line = position.line();
    this.column = position.column();
    this.reason = reason;
  }

  /// Where in the text it is wrong; its start when the text could not be read at all.
  public Position position() {
    return new Position(line, column);
  }

  /// What is wrong there, without the place.
  public String reason() {
    return reason;
  }
}
