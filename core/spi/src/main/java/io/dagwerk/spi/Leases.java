package io.dagwerk.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who may do what alone. Thread-safe.
///
/// Times are the callers' own: clocks that differ delay a takeover or hasten it, and what keeps two
/// from writing at once is the fence alone.
public interface Leases {
  /// Takes a lease that nobody holds, or that this holder holds, with a new fencing number; empty
  /// when another holds it.
  Optional<Lease> take(String name, String holder, Duration length, Instant now);

  /// Holds on to a lease, even an expired one if nobody took it since; empty when another did.
  Optional<Lease> renew(Fence fence, Duration length, Instant now);

  /// Says something to those who look at the lease, for as long as the holder has it; of no effect
  /// when another has taken it.
  ///
  /// @param note a short text
  void note(Fence fence, String note);

  /// The leases whose names begin so, as they were taken last, expired or not, by name.
  ///
  /// @param prefix of which no letter is `%`, `_` or a backslash
  List<Lease> list(String prefix);

  /// Gives a lease up, unless another has taken it.
  void giveUp(Fence fence);

  /// The lease as it was taken last, expired or not.
  Optional<Lease> find(String name);
}
