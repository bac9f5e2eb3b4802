package io.dagwerk.daemon;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What a version of the code has just answered, by the questions: whoever asks the same again, or
/// meanwhile, need not ask the code. For questions whose answer is decided by themselves and the
/// code; what could have changed beside them, such as a file that config names, is asked again
/// soon. Thread-safe.
final class JustAnswered<Q, A> {
  /// Users' code may look at what nobody here sees.
  private static final Duration JUST = Duration.ofSeconds(10);

  private static final int MOST_KEPT = 64;

  private final LongSupplier nanos;
  private final SequencedMap<Q, Asked<A>> questions = new LinkedHashMap<>();

  /// @param at in nanoseconds
  private record Asked<A>(CompletableFuture<A> answer, long at) {}

  /// @param nanos a clock that only goes forward
  JustAnswered(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// The answer, which is asked for if it is not known. What the asking throws is not known
  /// afterwards, and thrown to those who wait for it.
  ///
  /// @param longest how long one waits for an answer that somebody else has asked for, until one
  ///   asks oneself
  A to(Q question, Duration longest, Supplier<A> asking) {
    CompletableFuture<A> own = new CompletableFuture<>();
    Optional<CompletableFuture<A>> known = register(question, own);
    if (known.isPresent()) {
      return awaited(known.get(), longest, asking);
    }
    try {
      A answer = asking.get();
      own.complete(answer);
      return answer;
    } catch (RuntimeException | Error e) {
      forget(question);
      own.completeExceptionally(e);
      throw e;
    }
  }

  private synchronized Optional<CompletableFuture<A>> register(
      Q question, CompletableFuture<A> own) {
    long now = nanos.getAsLong();
    Optional<CompletableFuture<A>> known =
        Optional.ofNullable(questions.get(question))
            .filter(asked -> now - asked.at() < JUST.toNanos())
            .map(Asked::answer);
    if (known.isEmpty()) {
      questions.putLast(question, new Asked<>(own, now));
      if (questions.size() > MOST_KEPT) {
        questions.pollFirstEntry();
      }
    }
    return known;
  }

  /// Has the question asked again.
  synchronized void forget(Q question) {
    questions.remove(question);
  }

  private static <A> A awaited(CompletableFuture<A> answer, Duration longest, Supplier<A> asking) {
    try {
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (TimeoutException e) {
      return asking.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return asking.get();
    }
  }
}
