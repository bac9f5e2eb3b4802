package io.dagwerk.execution;

import io.dagwerk.execution.RunOptions.Retries;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.Retry;
import io.dagwerk.model.StepKey;
import java.time.Duration;
import java.util.Optional;

/// Decides what follows an attempt that did not succeed. Pure.
///
/// Retries by the step's policy and retries that user code asked for share one count: each is
/// granted while the step was tried again less often than it allows.
///
/// @param retries whether the run retries at all
/// @param policy of the step
/// @param used how often the step was tried again already
/// @param chance a number from 0 to 1 for the jitter of the policy
record RetryRule(Retries retries, Retry policy, int used, double chance) {
  /// A [Event.StepWaitingToRetry] or a [Event.StepFailed].
  Event.OfStep after(StepKey key, int attempt, StepResult.Failed failed) {
    boolean again = retries == Retries.ENABLED && failed.mayRetry() && used < policy.retries();
    return again
        ? new Event.StepWaitingToRetry(key, attempt, policyDelay(), failed.error())
        : new Event.StepFailed(key, failed.error(), failed.kind(), failed.metadata());
  }

  /// A [Event.StepWaitingToRetry] or a [Event.StepFailed].
  Event.OfStep after(StepKey key, int attempt, StepResult.RetryWanted wanted) {
    if (retries == Retries.DISABLED) {
      return refused(key, wanted, "a retry was requested, but retries are disabled in this run");
    }
    if (used >= wanted.mostRetries()) {
      return refused(
          key, wanted, "exceeded the most retries of %d".formatted(wanted.mostRetries()));
    }
    return new Event.StepWaitingToRetry(
        key,
        attempt,
        wanted.delay().map(Waits::bounded).orElseGet(this::policyDelay),
        wanted.error());
  }

  private static Event.OfStep refused(StepKey key, StepResult.RetryWanted wanted, String message) {
    ErrorInfo error =
        new ErrorInfo(
            "RetryRefused", message, wanted.error().frames(), Optional.of(wanted.error()));
    return new Event.StepFailed(key, error, FailureKind.EXCEPTION, Metadata.none());
  }

  private Duration policyDelay() {
    return Waits.bounded(policy.delayBefore(used + 1, chance));
  }
}
