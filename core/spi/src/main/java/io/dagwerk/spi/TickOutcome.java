package io.dagwerk.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a tick came to, to be written with all that it asks for, or not at all.
///
/// @param status any but started
/// @param reason why nothing was asked for, in one line; empty if something was
/// @param cursor what the instigator is to remember; empty to keep what it has
/// @param runs to be queued, in this order
public record TickOutcome(
    TickStatus status,
    String reason,
    Optional<String> cursor,
    List<RequestedRun> runs,
    Instant ended) {
  /// @throws IllegalArgumentException for an outcome that is none
  public TickOutcome {
    runs = List.copyOf(runs);
    if (status == TickStatus.STARTED) {
      throw new IllegalArgumentException("a tick ends succeeded, skipped or failed, not started");
    }
  }

  /// A run that a tick asks for.
  ///
  /// @param key whoever asks with a key gets one run for it, ever
  /// @param events the run's first
  public record RequestedRun(Optional<String> key, NewRun run, List<Entry> events) {
    public RequestedRun {
      events = List.copyOf(events);
    }
  }
}
