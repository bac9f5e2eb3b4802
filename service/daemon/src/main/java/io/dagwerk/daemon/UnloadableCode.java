package io.dagwerk.daemon;

import io.dagwerk.model.ErrorInfo;
import java.io.IOException;

/// Thrown for code that cannot be loaded as it is, such as sources that do not compile.
public final class UnloadableCode extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorInfo error;

  /// @param error what is shown on the location
  public UnloadableCode(ErrorInfo error) {
    super(error.summary());
    this.error = error;
  }

  public ErrorInfo error() {
    return error;
  }
}
