package io.dagwerk.daemon;

import io.dagwerk.spi.Lease;
import java.time.Duration;
import java.time.Instant;

/// The rule of when another's lease is over: it was seen unchanged for as long as it is good, by
/// somebody who looked all the time. Pure; times are nanoseconds of one clock, so that neither the
/// clocks of other machines nor a clock that is set end anybody's lease.
///
/// While the store cannot be asked its holder cannot renew it either. So a look that comes late
/// begins anew.
///
/// @param since from when on it is like this
/// @param lookedAt when it was seen last
record SeenLease(Lease lease, long since, long lookedAt) {
  /// By how much more than usual a look may come later than the one before.
  static final Duration LATE = Duration.ofSeconds(3);

  /// So much later by any clock, a lease is history for whoever sees it first.
  private static final Duration HISTORY = Duration.ofHours(1);

  static SeenLease at(Lease lease, long now) {
    return new SeenLease(lease, now, now);
  }

  /// After another look.
  SeenLease looked(Lease found, long now) {
    return found.equals(lease) && now - lookedAt <= LATE.toNanos()
        ? new SeenLease(lease, since, now)
        : at(found, now);
  }

  boolean isUnchangedFor(Duration length) {
    return lookedAt - since >= length.toNanos();
  }

  /// Whether it ended so long ago that no usual difference of clocks explains it.
  static boolean isHistory(Lease lease, Instant now) {
    return !lease.expires().plus(HISTORY).isAfter(now);
  }

  /// Whether its holder needs it no more.
  static boolean isGivenUp(Lease lease) {
    return !lease.expires().isAfter(Instant.EPOCH);
  }
}
