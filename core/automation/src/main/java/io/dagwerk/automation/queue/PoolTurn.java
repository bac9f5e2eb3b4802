package io.dagwerk.automation.queue;

import io.dagwerk.automation.queue.Wait.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// One turn of the pools, on copies of their state. Confined to its thread.
final class PoolTurn {
  private final PoolRules rules;
  private final Instant now;
  private final SequencedMap<String, Pool> limits;
  private final SequencedMap<ClaimKey, Claim> holders;
  private final SequencedMap<ClaimKey, Waiter> waiters;
  private final SequencedMap<String, List<Instant>> begun = new LinkedHashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private final Map<String, Integer> inLine = new HashMap<>();
  private final Map<String, ClaimKey> kept = new HashMap<>();

  PoolTurn(Pools pools, Instant now) {
    this.rules = pools.rules();
    this.now = now;
    this.limits = new LinkedHashMap<>(pools.limits());
    this.holders = new LinkedHashMap<>(pools.holders());
    this.waiters = new LinkedHashMap<>(pools.waiters());
    pools.begun().forEach((pool, instants) -> begun.put(pool, new ArrayList<>(instants)));
  }

  Pools.Turn turn(List<PoolChange> changes) {
    changes.forEach(this::apply);
    List<Claim> expired = expire();
    holders.values().forEach(claim -> claim.slots().forEach(this::take));
    forgetOldBeginnings();
    List<Claim> granted = new ArrayList<>();
    SequencedMap<ClaimKey, Wait> waiting = new LinkedHashMap<>();
    for (Waiter waiter : inOrder()) {
      Optional<Wait> wait = wait(waiter);
      if (wait.isEmpty()) {
        granted.add(grant(waiter));
      } else {
        waiting.put(waiter.key(), wait.get());
        keepFor(waiter, wait.get());
      }
    }
    Pools next = new Pools(rules, limits, holders, waiters, begun);
    return new Pools.Turn(next, granted, expired, waiting, wake(waiting));
  }

  private void apply(PoolChange change) {
    switch (change) {
      case PoolChange.Asked(Waiter waiter) -> {
        if (!holders.containsKey(waiter.key())) {
          waiters.putIfAbsent(waiter.key(), waiter);
        }
      }
      case PoolChange.Released(ClaimKey key) -> {
        holders.remove(key);
        waiters.remove(key);
      }
      case PoolChange.Renewed(ClaimKey key) ->
          holders.computeIfPresent(
              key,
              (_, claim) -> new Claim(key, claim.slots(), claim.since(), now.plus(rules.lease())));
      case PoolChange.Limited(Pool pool) -> limits.put(pool.name(), pool);
      case PoolChange.Unlimited(String pool) -> limits.remove(pool);
    }
  }

  private List<Claim> expire() {
    List<Claim> expired =
        holders.values().stream().filter(claim -> !claim.expires().isAfter(now)).toList();
    expired.forEach(claim -> holders.remove(claim.key()));
    return expired;
  }

  private void take(String pool, int slots) {
    taken.merge(pool, slots, Integer::sum);
  }

  private void forgetOldBeginnings() {
    begun.keySet().removeIf(pool -> rate(pool).isEmpty());
    begun.forEach((pool, instants) -> {
      Instant from = now.minus(rate(pool).orElseThrow().per());
      instants.removeIf(instant -> !instant.isAfter(from));
    });
  }

  private Optional<RateLimit> rate(String pool) {
    return Optional.ofNullable(limits.get(pool)).flatMap(Pool::rate);
  }

  private List<Waiter> inOrder() {
    record Ranked(Waiter waiter, long priority) {}
    return waiters.values().stream()
        .map(each -> new Ranked(each, rules.ageing().priority(each.priority(), each.since(), now)))
        .sorted(
            Comparator.comparingLong(Ranked::priority)
                .reversed()
                .thenComparing(ranked -> ranked.waiter().since())
                .thenComparing(ranked -> ranked.waiter().key().run())
                .thenComparing(ranked -> ranked.waiter().key().step().toString()))
        .map(Ranked::waiter)
        .toList();
  }

  /// Why it cannot be served; empty when it can. What can never be is said first.
  private Optional<Wait> wait(Waiter waiter) {
    List<Wait> waits = new ArrayList<>();
    waiter
        .slots()
        .forEach((name, asked) ->
            Optional.ofNullable(limits.get(name))
                .flatMap(pool -> cause(pool, asked).map(cause -> wait(pool, cause)))
                .ifPresent(waits::add));
    if (!waits.isEmpty()) {
      waiter.slots().keySet().forEach(pool -> inLine.merge(pool, 1, Integer::sum));
    }
    return waits.stream()
        .filter(wait -> wait.cause() instanceof Cause.TooWide)
        .findFirst()
        .or(() -> waits.stream().findFirst());
  }

  private Wait wait(Pool pool, Cause cause) {
    int place = inLine.getOrDefault(pool.name(), 0) + 1;
    return new Wait(pool.name(), taken(pool), pool.slots(), place, cause);
  }

  private int taken(Pool pool) {
    return taken.getOrDefault(pool.name(), 0);
  }

  private Optional<Cause> cause(Pool pool, int asked) {
    if (asked > pool.slots()) {
      return Optional.of(new Cause.TooWide(asked));
    }
    if (taken(pool) + asked > pool.slots()) {
      return Optional.of(new Cause.Full());
    }
    if (kept.containsKey(pool.name())) {
      return Optional.ofNullable(kept.get(pool.name())).map(Cause.Behind::new);
    }
    return pool.rate().flatMap(limit -> tooOften(pool, limit));
  }

  private Optional<Cause> tooOften(Pool pool, RateLimit limit) {
    List<Instant> instants = begun.getOrDefault(pool.name(), List.of());
    if (instants.size() < limit.claims()) {
      return Optional.empty();
    }
    Instant makesRoom = instants.get(instants.size() - limit.claims());
    return Optional.of(new Cause.TooOften(limit, makesRoom.plus(limit.per())));
  }

  private Claim grant(Waiter waiter) {
    Claim claim = new Claim(waiter.key(), waiter.slots(), now, now.plus(rules.lease()));
    waiters.remove(waiter.key());
    holders.put(claim.key(), claim);
    claim.slots().forEach(this::take);
    for (String pool : claim.slots().keySet()) {
      if (rate(pool).isPresent()) {
        begun.computeIfAbsent(pool, _ -> new ArrayList<>()).add(now);
      }
    }
    return claim;
  }

  /// What is wider than its pool can be served by a new limit only, and keeps nothing until then.
  private void keepFor(Waiter waiter, Wait wait) {
    boolean isPatient = now.isBefore(waiter.since().plus(rules.patience()));
    if (!isPatient && !(wait.cause() instanceof Cause.TooWide)) {
      waiter.slots().keySet().forEach(pool -> kept.putIfAbsent(pool, waiter.key()));
    }
  }

  private Optional<Instant> wake(SequencedMap<ClaimKey, Wait> waiting) {
    return Stream.concat(
            holders.values().stream().map(Claim::expires),
            waiting.values().stream().flatMap(wait -> wait.until().stream()))
        .min(Comparator.naturalOrder());
  }
}
