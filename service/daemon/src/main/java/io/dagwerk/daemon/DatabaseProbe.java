package io.dagwerk.daemon;

import io.dagwerk.spi.Lease;
import io.dagwerk.spi.Leases;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks whether the database answers, with one small question.
record DatabaseProbe(Leases leases, Metrics metrics) {
  private static final System.Logger LOG = System.getLogger(DatabaseProbe.class.getName());
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /// Whether it does, within 2 s.
  boolean answers() {
    CompletableFuture<Optional<Lease>> asked = new CompletableFuture<>();
    Thread.startVirtualThread(() -> ask(asked));
    try {
      var _ = asked.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      metrics.failed(Optional.ofNullable(e.getCause()).orElse(e));
      LOG.log(Level.WARNING, "the database does not answer", e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void ask(CompletableFuture<Optional<Lease>> asked) {
    try {
      asked.complete(leases.find(Daemon.ACTIVE_HOST));
    } catch (RuntimeException e) {
      asked.completeExceptionally(e);
    }
  }
}
