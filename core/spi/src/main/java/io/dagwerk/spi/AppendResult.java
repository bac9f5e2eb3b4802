package io.dagwerk.spi;

import java.util.Optional;

/// What became of a batch.
public sealed interface AppendResult {
  /// All events up to a number are durable, some of them perhaps by an earlier batch.
  ///
  /// @param upTo the last number that is stored of this producer
  /// @param status of the run now: a sender whose run has ended or is canceling hears it here
  record Stored(long upTo, RunStatus status) implements AppendResult {}

  /// The run has a later attempt; the sender is to give up. Nothing was stored.
  ///
  /// @param newer the attempt that the run has now
  record OlderAttempt(int newer) implements AppendResult {}

  /// The run has not come to this attempt; nothing was stored.
  ///
  /// @param last the attempt that the run has now
  record UnknownAttempt(int last) implements AppendResult {}

  /// Events before the first of the batch are missing; nothing was stored.
  ///
  /// @param expected the number to send from
  record Gap(long expected) implements AppendResult {}

  /// The run is another host's, which says how it ends; nothing was stored.
  record OfAnother(Optional<String> host) implements AppendResult {}

  /// There is no such run; nothing was stored.
  record NoSuchRun() implements AppendResult {}
}
