package io.dagwerk.daemon;

import io.dagwerk.spi.Leases;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks whether the database answers, with one small question at a time, however many want to know.
/// Thread-safe.
final class DatabaseProbe {
  private static final System.Logger LOG = System.getLogger(DatabaseProbe.class.getName());
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Leases leases;
  private final Metrics metrics;
  private Question last = Question.NONE;
  private boolean answered = true;

  /// @param asked when, by [System#nanoTime]
  /// @param answer done when the database has answered, or has failed to
  private record Question(long asked, CompletableFuture<Boolean> answer) {
    private static final long KEPT = Duration.ofSeconds(1).toNanos();

    /// What was never asked.
    static final Question NONE =
        new Question(System.nanoTime() - KEPT, CompletableFuture.completedFuture(true));

    boolean isOpenOrFresh() {
      return !answer.isDone() || System.nanoTime() - asked < KEPT;
    }

    long millisLeft() {
      long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);
      return Math.max(0, LONGEST.toMillis() - passed);
    }
  }

  DatabaseProbe(Leases leases, Metrics metrics) {
    this.leases = leases;
    this.metrics = metrics;
  }

  /// Whether it did within the last second, or does within 2 s of being asked.
  boolean answers() {
    Question question = question();
    try {
      boolean answers = question.answer().get(question.millisLeft(), TimeUnit.MILLISECONDS);
      tell(Optional.empty());
      return answers;
    } catch (ExecutionException e) {
      tell(Optional.of(Optional.ofNullable(e.getCause()).orElse(e)));
      return false;
    } catch (TimeoutException e) {
      tell(Optional.of(e));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized Question question() {
    if (!last.isOpenOrFresh()) {
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      last = new Question(System.nanoTime(), answer);
      Thread.startVirtualThread(() -> ask(answer));
    }
    return last;
  }

  private void ask(CompletableFuture<Boolean> answer) {
    try {
      var _ = leases.find(Daemon.ACTIVE_HOST);
      answer.complete(true);
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  /// Once each time that it is otherwise than before.
  private synchronized void tell(Optional<Throwable> failure) {
    if (answered == failure.isEmpty()) {
      return;
    }
    answered = failure.isEmpty();
    failure.ifPresentOrElse(
        why -> {
          metrics.databaseFailed();
          LOG.log(Level.WARNING, "the database does not answer", why);
        },
        () -> LOG.log(Level.INFO, "the database answers again"));
  }
}
