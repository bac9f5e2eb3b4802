package io.dagwerk.spi;

import io.dagwerk.model.InstigatorStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What asks for runs, and when it did. A tick is started, user code is asked, and its outcome is
/// written in one transaction with the cursor, the run keys and the queued runs: it may be asked
/// more than once, and takes effect once. Thread-safe.
///
/// ```java
/// ticks.start(tick, clock.instant()).ifPresent(started -> {
///   Evaluation evaluation = location.evaluate(started);
///   ticks.end(started.number(), outcomeOf(evaluation));
/// });
/// ```
public interface Ticks {
  /// The most ticks of one page.
  int MOST = 1_000;

  Optional<Instigator> find(InstigatorKey key);

  /// All that were ever set, by location, kind and name.
  List<Instigator> list();

  /// Starts or stops an instigator; what it remembers stays. A tick that is under way when it is
  /// stopped takes no effect.
  void set(InstigatorKey key, InstigatorStatus status);

  /// Has an instigator remember something else, or nothing.
  void remember(InstigatorKey key, Optional<String> cursor);

  /// Writes down that an attempt at a tick begins, with the cursor that it is given. One that is
  /// still open is over. Empty when the lease is lost or the instigator is not running.
  Optional<StoredTick> start(NewTick tick, Instant now);

  /// Writes what a tick came to.
  TickEndResult end(long number, TickOutcome outcome);

  /// The newest ticks first.
  ///
  /// @param before the number of the last tick of the page before; empty for the first page
  /// @param limit from 1 to [#MOST]
  List<StoredTick> history(InstigatorKey key, Optional<Long> before, int limit);

  /// Those of the run keys that an instigator has asked for before.
  List<String> asked(InstigatorKey key, Collection<String> runKeys);

  /// Deletes ticks that ended before a time; run keys and cursors stay. Called again until it
  /// returns 0.
  ///
  /// @return how many were deleted
  int expire(Instant before, int most);
}
