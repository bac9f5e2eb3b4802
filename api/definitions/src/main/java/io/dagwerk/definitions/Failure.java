package io.dagwerk.definitions;

import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;

/// A failure that user code describes: what is wrong, the facts, and whether trying again may help.
///
/// ```java
/// throw new Failure("the file has no header").with("file", MetadataValue.path(path)).withoutRetry();
/// ```
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Metadata metadata;
  private final boolean mayRetry;

  public Failure(String description) {
    super(description);
    this.metadata = Metadata.none();
    this.mayRetry = true;
  }

  public Failure(String description, Throwable cause) {
    super(description, cause);
    this.metadata = Metadata.none();
    this.mayRetry = true;
  }

  private Failure(Failure described, Metadata metadata, boolean mayRetry) {
    super(described.getMessage());
    this.metadata = metadata;
    this.mayRetry = mayRetry;
    setStackTrace(described.getStackTrace());
    if (described.getCause() != null) {
      initCause(described.getCause());
    }
  }

  /// The same failure with one more fact.
  public Failure with(String name, MetadataValue value) {
    return new Failure(this, metadata.and(name, value), mayRetry);
  }

  public Failure with(String name, String text) {
    return with(name, MetadataValue.text(text));
  }

  public Failure with(String name, long number) {
    return with(name, MetadataValue.number(number));
  }

  /// The same failure, after which the step is not tried again whatever its policy says.
  public Failure withoutRetry() {
    return new Failure(this, metadata, false);
  }

  public Metadata metadata() {
    return metadata;
  }

  public boolean mayRetry() {
    return mayRetry;
  }
}
