package io.dagwerk.automation.queue;

import io.dagwerk.model.Ordered;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// All pools with who holds and who waits. Immutable: a turn gives the next state.
///
/// ```java
/// Pools.Turn turn = pools.turn(List.of(new PoolChange.Asked(waiter)), clock.instant());
/// turn.granted().forEach(this::start);
/// ```
///
/// Who waits is served by priority, with what it gained by waiting, then by age; each gets all its
/// slots or none. One that cannot be served may be passed by others for a while
/// ([PoolRules#patience]), then its pools are kept for it: many narrow claims do not starve a wide
/// one. A pool without a limit is never waited for. No claim outlasts its lease, so a holder that
/// died gives its slots back without anybody's doing.
///
/// @param limits the pools that have one, by name
/// @param begun when claims of pools with a rate limit began, for as long as it matters
public record Pools(
    PoolRules rules,
    SequencedMap<String, Pool> limits,
    SequencedMap<ClaimKey, Claim> holders,
    SequencedMap<ClaimKey, Waiter> waiters,
    SequencedMap<String, List<Instant>> begun) {
  public Pools {
    limits = Ordered.copyOf(limits);
    holders = Ordered.copyOf(holders);
    waiters = Ordered.copyOf(waiters);
    begun = Ordered.copyOf(begun);
  }

  /// Pools that nobody holds or waits for.
  public static Pools of(PoolRules rules, Pool... pools) {
    SequencedMap<String, Pool> limits = new LinkedHashMap<>();
    for (Pool pool : pools) {
      limits.put(pool.name(), pool);
    }
    return new Pools(
        rules, limits, new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /// What a turn came to.
  ///
  /// @param granted claims that begin, in the order in which they were served
  /// @param expired claims whose lease ran out
  /// @param waiting all who still wait, in the order in which they are served
  /// @param wake when to look again although nothing has happened
  public record Turn(
      Pools next,
      List<Claim> granted,
      List<Claim> expired,
      SequencedMap<ClaimKey, Wait> waiting,
      Optional<Instant> wake) {
    public Turn {
      granted = List.copyOf(granted);
      expired = List.copyOf(expired);
      waiting = Ordered.copyOf(waiting);
    }
  }

  /// Takes what has happened, in its order, and serves who can be served now.
  public Turn turn(List<PoolChange> changes, Instant now) {
    return new PoolTurn(this, now).turn(changes);
  }
}
