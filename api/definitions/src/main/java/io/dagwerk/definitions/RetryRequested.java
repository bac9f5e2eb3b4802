package io.dagwerk.definitions;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Thrown by user code that knows that trying again may help.
///
/// ```java
/// throw new RetryRequested("the service is busy").times(5).after(Duration.ofSeconds(10));
/// ```
public final class RetryRequested extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int times;
  private final @Nullable Duration wait;

  public RetryRequested(String why) {
    this(why, 1, null);
  }

  private RetryRequested(String why, int times, @Nullable Duration wait) {
    super(why);
    this.times = times;
    this.wait = wait;
  }

  /// How often in all the step may be tried again; once if not said.
  public RetryRequested times(int mostRetries) {
    return copied(new RetryRequested(String.valueOf(getMessage()), mostRetries, wait));
  }

  /// How long to wait; as the step's retry policy says if not said.
  public RetryRequested after(Duration delay) {
    return copied(new RetryRequested(String.valueOf(getMessage()), times, delay));
  }

  /// What made it necessary.
  public RetryRequested becauseOf(Throwable cause) {
    initCause(cause);
    return this;
  }

  public int times() {
    return times;
  }

  public Optional<Duration> delay() {
    return Optional.ofNullable(wait);
  }

  private RetryRequested copied(RetryRequested other) {
    other.setStackTrace(getStackTrace());
    if (getCause() != null) {
      other.initCause(getCause());
    }
    return other;
  }
}
