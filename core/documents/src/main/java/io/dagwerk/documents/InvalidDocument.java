package io.dagwerk.documents;

/// Thrown for a text or file that is no config document; the message says where and why.
public final class InvalidDocument extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidDocument(String message) {
    super(message);
  }

  InvalidDocument(String message, Throwable cause) {
    super(message, cause);
  }
}
