package io.dagwerk.automation.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.junit.jupiter.api.Test;

/// Drives pools with random work, and holds each turn to what has to be true of it, counted by
/// hand.
class PoolsPropertyTest {
  private static final Instant NOON = Instant.parse("2001-01-31T12:00:00Z");
  private static final List<String> NAMES = List.of("a", "b", "c", "unlimited");
  private static final int RATE = 3;
  private static final Duration PER = Duration.ofSeconds(20);

  @Test
  void everyStepIsServedAndNoLimitIsEverBroken() {
    long seed = new Random().nextLong();
    for (int round = 0; round < 60; round++) {
      new Drive(seed + round).run();
    }
  }

  /// A number of steps that ask, work for a while, sometimes die, and are all served in the end.
  private static final class Drive {
    private final long seed;
    private final Random random;
    private final Map<ClaimKey, Instant> ends = new HashMap<>();
    private final Map<ClaimKey, Waiter> asked = new HashMap<>();
    private final SequencedSet<ClaimKey> served = new LinkedHashSet<>();
    private final List<Instant> begun = new ArrayList<>();
    private final Map<String, Integer> limits = Map.of("a", 2, "b", 5, "c", 3);
    private Pools pools =
        PoolsTest.pools(
            Pool.of("a", 2), Pool.of("b", 5), Pool.of("c", 3).startingAtMost(RATE, PER));
    private Instant now = NOON;

    Drive(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run() {
      int steps = 40;
      int next = 0;
      for (int turn = 0; turn < 3000 && served.size() < steps; turn++) {
        List<PoolChange> changes = new ArrayList<>();
        while (next < steps && random.nextInt(3) == 0) {
          Waiter waiter = waiter(next++);
          asked.put(waiter.key(), waiter);
          changes.add(new PoolChange.Asked(waiter));
        }
        for (ClaimKey holder : pools.holders().sequencedKeySet()) {
          work(holder, changes);
        }
        take(pools.turn(changes, now));
        now = now.plusSeconds(random.nextInt(1, 8));
      }
      assertThat(served).as("seed %d: who was served", seed).hasSize(steps);
    }

    private void work(ClaimKey holder, List<PoolChange> changes) {
      Instant end = ends.get(holder);
      if (end == null) {
        return; // It died: its lease has to run out.
      }
      changes.add(
          end.isAfter(now) ? new PoolChange.Renewed(holder) : new PoolChange.Released(holder));
    }

    private Waiter waiter(int number) {
      SequencedMap<String, Integer> slots = new LinkedHashMap<>();
      slots.put(NAMES.get(random.nextInt(NAMES.size())), 1);
      if (random.nextInt(3) == 0) {
        slots.put("b", random.nextInt(1, 6));
      }
      ClaimKey key = new ClaimKey(AdmissionTest.id(number % 5), StepKey.of("step_" + number));
      return new Waiter(key, slots, random.nextInt(-1, 2), now);
    }

    private void take(Pools.Turn turn) {
      for (Claim claim : turn.granted()) {
        assertThat(served.add(claim.key())).as("seed %d: %s once", seed, claim.key()).isTrue();
        assertThat(claim.slots()).isEqualTo(requireNonNull(asked.get(claim.key())).slots());
        if (random.nextInt(6) > 0) {
          ends.put(claim.key(), now.plusSeconds(random.nextInt(25)));
        }
        if (claim.slots().containsKey("c")) {
          begun.add(now);
        }
      }
      pools = turn.next();
      assertWithinLimits();
      assertNoneWaitsWithoutNeed(turn);
    }

    private void assertWithinLimits() {
      limits.forEach((pool, slots) ->
          assertThat(held(pool)).as("seed %d: held of %s", seed, pool).isLessThanOrEqualTo(slots));
      long lately = begun.stream().filter(at -> at.isAfter(now.minus(PER))).count();
      assertThat(lately).as("seed %d: begun lately", seed).isLessThanOrEqualTo(RATE);
    }

    /// Who waits though all its slots are free is behind one that waits for longer than a minute,
    /// or behind the rate.
    private void assertNoneWaitsWithoutNeed(Pools.Turn turn) {
      boolean someoneLostPatience =
          pools.waiters().values().stream()
              .anyMatch(waiter -> !now.isBefore(waiter.since().plusSeconds(60)));
      for (Waiter waiter : pools.waiters().values()) {
        boolean fits =
            waiter.slots().entrySet().stream()
                .allMatch(slot ->
                    held(slot.getKey()) + slot.getValue()
                        <= limits.getOrDefault(slot.getKey(), Integer.MAX_VALUE));
        if (fits) {
          boolean rateIsUsedUp =
              waiter.slots().containsKey("c")
                  && begun.stream().filter(at -> at.isAfter(now.minus(PER))).count() >= RATE;
          assertThat(someoneLostPatience || rateIsUsedUp)
              .as("seed %d: %s waits: %s", seed, waiter, turn.waiting().get(waiter.key()))
              .isTrue();
        }
      }
    }

    private int held(String pool) {
      return pools.holders().values().stream()
          .mapToInt(claim -> claim.slots().getOrDefault(pool, 0))
          .sum();
    }
  }
}
