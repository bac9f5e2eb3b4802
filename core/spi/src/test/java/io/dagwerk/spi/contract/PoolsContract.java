package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.PoolState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// What every store of pools keeps.
public abstract class PoolsContract extends StorageContract {
  private static final RunId RUN = RunId.of("0190a000-0000-7000-8000-000000000001");

  @Test
  void limitsAreSetAndTakenAway() {
    PoolState.Limit warehouse = new PoolState.Limit("warehouse", 3, Optional.empty());
    PoolState.Limit api =
        new PoolState.Limit("api", 1, Optional.of(new PoolState.Rate(5, Duration.ofMinutes(1))));
    storage.pools().limit(new PoolState.Limit("warehouse", 9, Optional.empty()));
    storage.pools().limit(warehouse);
    storage.pools().limit(api);
    assertThat(storage.pools().read().limits()).containsExactly(api, warehouse);
    assertThat(storage.pools().unlimit("api")).contains(api);
    assertThat(storage.pools().unlimit("api")).isEmpty();
    assertThat(storage.pools().read().limits()).containsExactly(warehouse);
  }

  @Test
  void theNextStateTakesThePlaceOfTheOneBefore() {
    Fence fence = lease("a");
    PoolState first =
        state(
            List.of(claim("a", 60), claim("b", 60)),
            List.of(waiter("c")),
            List.of(new PoolState.Begun("api", Given.NOW)));
    assertThat(storage.pools().write(fence, first)).isTrue();
    assertThat(storage.pools().read()).isEqualTo(first);
    PoolState second =
        state(
            List.of(claim("a", 90), claim("c", 60)),
            List.of(waiter("d"), waiter("e")),
            List.of(
                new PoolState.Begun("api", Given.NOW),
                new PoolState.Begun("api", Given.NOW),
                new PoolState.Begun("api", Given.NOW.plusSeconds(1))));
    assertThat(storage.pools().write(fence, second)).isTrue();
    assertThat(storage.pools().read()).isEqualTo(second);
    assertThat(storage.pools().write(fence, PoolState.empty())).isTrue();
    assertThat(storage.pools().read()).isEqualTo(PoolState.empty());
  }

  @Test
  void whoLostTheLeaseWritesNothing() {
    Fence old = lease("a");
    storage.leases().giveUp(old);
    Fence fence = lease("b");
    PoolState held = state(List.of(claim("a", 60)), List.of(), List.of());
    assertThat(storage.pools().write(fence, held)).isTrue();
    assertThat(storage.pools().write(old, PoolState.empty())).isFalse();
    assertThat(storage.pools().read()).isEqualTo(held);
  }

  @Test
  void limitsStayWhenTheStateIsWritten() {
    PoolState.Limit limit = new PoolState.Limit("warehouse", 3, Optional.empty());
    storage.pools().limit(limit);
    storage.pools().write(lease("a"), PoolState.empty());
    assertThat(storage.pools().read().limits()).containsExactly(limit);
  }

  private Fence lease(String holder) {
    return storage
        .leases()
        .take("pools", holder, Duration.ofSeconds(10), Given.NOW)
        .orElseThrow()
        .asFence();
  }

  private static PoolState state(
      List<PoolState.Claim> claims, List<PoolState.Waiter> waiters, List<PoolState.Begun> begun) {
    return new PoolState(List.of(), claims, waiters, begun);
  }

  private static PoolState.Claim claim(String step, int seconds) {
    Instant expires = Given.NOW.plusSeconds(seconds);
    return new PoolState.Claim(owner(step), slots(), Given.NOW, expires);
  }

  private static PoolState.Waiter waiter(String step) {
    return new PoolState.Waiter(owner(step), slots(), 2, Given.NOW);
  }

  private static PoolState.Owner owner(String step) {
    return new PoolState.Owner(RUN, StepKey.of(step));
  }

  private static SequencedMap<String, Integer> slots() {
    SequencedMap<String, Integer> slots = new LinkedHashMap<>();
    slots.put("warehouse", 2);
    slots.put("api", 1);
    return slots;
  }
}
