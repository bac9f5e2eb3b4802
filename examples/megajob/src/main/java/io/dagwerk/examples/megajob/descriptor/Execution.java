package io.dagwerk.examples.megajob.descriptor;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.model.Retry;
import java.time.Duration;
import java.util.Optional;

/// How a job is run.
public record Execution(
    @Doc("Among jobs that are ready, higher starts first") @Default("0") int priority,
    @Doc("The pool of which it holds a slot while it runs") Optional<String> queue,
    @Doc("How often it is tried again after a failure, with longer and longer pauses") @Default("0")
        int retries,
    @Doc("An attempt that takes longer has failed") Optional<Duration> timeout) {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  public Execution {
    if (retries < 0) {
      throw new IllegalArgumentException("'retries' is 0 or more, but found " + retries);
    }
    if (timeout.isPresent() && !timeout.get().isPositive()) {
      throw new IllegalArgumentException("'timeout' is positive, but found " + timeout.get());
    }
  }

  /// The policy, if there are any.
  public Optional<Retry> retry() {
    return retries == 0
        ? Optional.empty()
        : Optional.of(Retry.times(retries).exponential(FIRST_PAUSE).jittered());
  }
}
