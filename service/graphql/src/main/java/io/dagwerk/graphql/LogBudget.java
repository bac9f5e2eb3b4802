package io.dagwerk.graphql;

import java.util.concurrent.atomic.AtomicLong;

/// How many events one request may still have read, to look for something in logs. Thread-safe.
final class LogBudget {
  /// The most of one request; of a subscription, of each answer.
  static final long MOST = 2_000_000;

  private final AtomicLong left = new AtomicLong(MOST);

  /// Takes what is going to be read.
  ///
  /// @throws BadRequest when that is more than is left
  void take(long events) {
    if (left.addAndGet(-events) < 0) {
      throw new BadRequest(
          "a request looks for something in up to %,d events of logs; ask for fewer runs at once"
              .formatted(MOST));
    }
  }

  /// All may be read again.
  void renew() {
    left.set(MOST);
  }
}
