package io.dagwerk.spi;

/// The stores cannot be read or written: the database is away, full or broken. What was asked for
/// may be asked for again.
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StorageException(String message) {
    super(message);
  }

  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
