package io.dagwerk.automation.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.automation.queue.PoolChange.Asked;
import io.dagwerk.automation.queue.PoolChange.Limited;
import io.dagwerk.automation.queue.PoolChange.Released;
import io.dagwerk.automation.queue.PoolChange.Renewed;
import io.dagwerk.automation.queue.PoolChange.Unlimited;
import io.dagwerk.model.StepKey;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolsTest {
  private static final Instant NOON = Instant.parse("2001-01-31T12:00:00Z");

  @Test
  @Covers({"S45.1", "S45.5"})
  void noMoreThanTheSlotsAreHeldAndTheOthersKnowTheirPlace() {
    Pools pools = pools(Pool.of("redshift", 4));

    Pools.Turn turn = pools.turn(asked(IntStream.rangeClosed(1, 20).toArray()), NOON);

    assertThat(turn.granted())
        .extracting(Claim::key)
        .containsExactly(key(1), key(2), key(3), key(4));
    assertThat(reason(turn, 11)).isEqualTo("waiting for pool redshift (4/4), position 7");

    Pools.Turn after = turn.next().turn(List.of(new Released(key(2))), NOON);
    assertThat(after.granted()).extracting(Claim::key).containsExactly(key(5));
    assertThat(after.next().holders()).hasSize(4);
  }

  @Test
  @Covers("S45.2")
  void theSlotsOfAHolderThatDiedAreFreeWhenItsLeaseIsOver() {
    Pools.Turn turn = pools(Pool.of("redshift", 1)).turn(asked(1, 2), NOON);
    assertThat(turn.wake()).contains(NOON.plusSeconds(30));

    Pools.Turn renewed = turn.next().turn(List.of(new Renewed(key(1))), NOON.plusSeconds(20));
    assertThat(renewed.next().turn(List.of(), NOON.plusSeconds(49)).granted()).isEmpty();

    Pools.Turn over = renewed.next().turn(List.of(), NOON.plusSeconds(50));
    assertThat(over.expired()).extracting(Claim::key).containsExactly(key(1));
    assertThat(over.granted()).extracting(Claim::key).containsExactly(key(2));
    assertThat(
            over.next().turn(List.of(new Renewed(key(1))), NOON.plusSeconds(51)).next().holders())
        .as("a renewal that comes too late brings nothing back")
        .containsOnlyKeys(key(2));
  }

  @Test
  @Covers("S45.3")
  void aLowerLimitTakesNothingAwayAndHoldsFromThenOn() {
    Pools.Turn four = pools(Pool.of("redshift", 4)).turn(asked(1, 2, 3, 4, 5, 6), NOON);

    Pools.Turn one = four.next().turn(List.of(new Limited(Pool.of("redshift", 1))), NOON);
    assertThat(one.next().holders()).hasSize(4);
    assertThat(reason(one, 5)).isEqualTo("waiting for pool redshift (4/1), position 1");

    Pools.Turn three = one.next().turn(released(1, 2, 3), NOON);
    assertThat(three.granted()).isEmpty();
    Pools.Turn last = three.next().turn(released(4), NOON);
    assertThat(last.granted()).extracting(Claim::key).containsExactly(key(5));

    assertThat(last.next().turn(List.of(new Unlimited("redshift")), NOON).granted())
        .extracting(Claim::key)
        .containsExactly(key(6));
  }

  @Test
  @Covers("S45.4")
  void whoNeedsTwoPoolsGetsBothOrNone() {
    Pools pools = pools(Pool.of("a", 1), Pool.of("b", 1));

    Pools.Turn turn =
        pools.turn(
            List.of(new Asked(waiter(1, 0, "a=1", "b=1")), new Asked(waiter(2, 0, "b=1", "a=1"))),
            NOON);

    assertThat(turn.granted()).extracting(Claim::key).containsExactly(key(1));
    assertThat(turn.next().turn(released(1), NOON).granted())
        .extracting(Claim::key)
        .containsExactly(key(2));
  }

  @Test
  @Covers({"S44.4", "S45.6"})
  void theHigherPriorityIsServedFirstAndAgeingCatchesUp() {
    Pools.Turn held = pools(Pool.of("redshift", 1)).turn(asked(1), NOON);
    List<PoolChange> asked =
        List.of(
            new Asked(waiter(2, 1, "redshift=1")),
            new Asked(waiter(3, 5, "redshift=1")),
            new Asked(waiter(4, 9, "redshift=1")));
    Pools.Turn turn = held.next().turn(asked, NOON);
    assertThat(turn.waiting().sequencedKeySet()).containsExactly(key(4), key(3), key(2));

    Instant later = NOON.plus(Duration.ofMinutes(90));
    Waiter urgent = new Waiter(key(5), slots("redshift=1"), 9, later);
    Pools.Turn aged = turn.next().turn(List.of(new Released(key(4)), new Asked(urgent)), later);
    assertThat(aged.granted())
        .as("3 has 5 and nine steps")
        .extracting(Claim::key)
        .containsExactly(key(3));
    assertThat(aged.waiting().sequencedKeySet())
        .as("2 has 1 and nine steps, 5 has 9")
        .containsExactly(key(2), key(5));
  }

  @Test
  void aWideClaimIsPassedOnlyForAWhile() {
    Pools.Turn held = pools(Pool.of("redshift", 4)).turn(asked(1, 2), NOON);
    Pools.Turn wide = held.next().turn(List.of(new Asked(waiter(10, 0, "redshift=4"))), NOON);
    Pools.Turn passed = wide.next().turn(asked(11), NOON);
    assertThat(passed.granted()).extracting(Claim::key).containsExactly(key(11));

    Instant later = NOON.plusSeconds(61);
    List<PoolChange> renewedAndAsked =
        List.of(new Renewed(key(1)), new Asked(new Waiter(key(12), slots("redshift=1"), 0, later)));
    Pools.Turn kept =
        passed
            .next()
            .turn(
                List.of(new Renewed(key(1)), new Renewed(key(2)), new Renewed(key(11))),
                NOON.plusSeconds(29));
    kept =
        kept.next()
            .turn(
                List.of(new Renewed(key(1)), new Renewed(key(2)), new Renewed(key(11))),
                NOON.plusSeconds(58));
    kept = kept.next().turn(renewedAndAsked, later);
    assertThat(kept.granted()).isEmpty();
    assertThat(reason(kept, 12))
        .isEqualTo("waiting for pool redshift (3/4), position 2, behind " + key(10));

    Pools.Turn free = kept.next().turn(released(1, 2, 11), later);
    assertThat(free.granted()).extracting(Claim::key).containsExactly(key(10));
  }

  @Test
  void whatIsWiderThanItsPoolSaysSoAndKeepsNobodyElse() {
    Pools pools = pools(Pool.of("a", 1), Pool.of("b", 2));
    Waiter wide = new Waiter(key(1), slots("a=1", "b=3"), 0, NOON.minusSeconds(600));

    Pools.Turn turn = pools.turn(List.of(new Asked(wide), new Asked(waiter(2, 0, "b=2"))), NOON);

    assertThat(reason(turn, 1))
        .isEqualTo("waiting for 3 slots of pool b, which has 2; raise its limit or ask for fewer");
    assertThat(turn.granted()).extracting(Claim::key).containsExactly(key(2));
  }

  @Test
  void noMoreClaimsBeginInAnyStretchOfTimeThanTheRateAllows() {
    Pool pool = Pool.of("api", 10).startingAtMost(2, Duration.ofSeconds(10));
    Pools.Turn first = pools(pool).turn(asked(1), NOON);
    Pools.Turn second = first.next().turn(asked(2, 3), NOON.plusSeconds(4));

    assertThat(second.granted()).extracting(Claim::key).containsExactly(key(2));
    assertThat(reason(second, 3))
        .isEqualTo(
            "waiting for pool api (2/10), position 1, of which 2 begin in PT10S at most, the next at 2001-01-31T12:00:10Z");
    assertThat(second.wake()).contains(NOON.plusSeconds(10));
    assertThat(second.next().turn(List.of(), NOON.plusMillis(9999)).granted()).isEmpty();
    Pools.Turn third = second.next().turn(asked(4), NOON.plusSeconds(10));
    assertThat(third.granted()).extracting(Claim::key).containsExactly(key(3));
    assertThat(third.next().turn(List.of(), NOON.plusSeconds(14)).granted())
        .extracting(Claim::key)
        .containsExactly(key(4));
  }

  @Test
  void askingAndReleasingTwiceChangesNothing() {
    Pools.Turn turn = pools(Pool.of("redshift", 1)).turn(asked(1, 2), NOON);

    Pools.Turn again = turn.next().turn(asked(1, 2), NOON);
    assertThat(again.granted()).isEmpty();
    assertThat(again.next()).isEqualTo(turn.next());
    Pools.Turn released = again.next().turn(released(2, 2, 9), NOON);
    assertThat(released.waiting()).isEmpty();
  }

  @Test
  void aPoolWithoutALimitIsNeverWaitedFor() {
    Pools.Turn turn = pools().turn(asked(1, 2, 3), NOON);

    assertThat(turn.granted()).hasSize(3);
    assertThat(turn.next().holders()).as("and is seen all the same").hasSize(3);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> Pool.of("redshift", -1))
        .hasMessage("pool 'redshift' has 0 slots or more, but found -1");
    assertThatThrownBy(() -> waiter(1, 0, "redshift=0"))
        .hasMessageContaining("asks for one slot or more of each pool, but found {redshift=0}");
    assertThatThrownBy(() -> waiter(1, 0)).hasMessageContaining("asks for one slot or more");
    assertThatThrownBy(() -> new RateLimit(0, Duration.ofSeconds(1)))
        .hasMessage("a rate limit is 1 to 10000 claims, but found 0");
    assertThatThrownBy(() -> new RateLimit(10_001, Duration.ofSeconds(1)))
        .hasMessageContaining("found 10001");
    assertThatThrownBy(() -> new RateLimit(1, Duration.ZERO)).hasMessageContaining("positive time");
    assertThatThrownBy(
            () -> new PoolRules(Ageing.NONE, Duration.ofSeconds(-1), Duration.ofSeconds(1)))
        .hasMessageContaining("patience");
    assertThatThrownBy(() -> new PoolRules(Ageing.NONE, Duration.ZERO, Duration.ZERO))
        .hasMessageContaining("lease");
  }

  static Pools pools(Pool... pools) {
    return Pools.of(PoolRules.USUAL, pools);
  }

  static ClaimKey key(int number) {
    return new ClaimKey(AdmissionTest.id(number % 3), StepKey.of("step_" + number));
  }

  /// Asks for a slot of `redshift`, or of `api`, each in its turn.
  private static List<PoolChange> asked(int... numbers) {
    return IntStream.of(numbers)
        .<PoolChange>mapToObj(number -> new Asked(waiter(number, 0, "redshift=1", "api=1")))
        .toList();
  }

  private static List<PoolChange> released(int... numbers) {
    return IntStream.of(numbers).<PoolChange>mapToObj(number -> new Released(key(number))).toList();
  }

  private static Waiter waiter(int number, int priority, String... slots) {
    return new Waiter(key(number), slots(slots), priority, NOON.plusMillis(number));
  }

  private static SequencedMap<String, Integer> slots(String... slots) {
    SequencedMap<String, Integer> byPool = new LinkedHashMap<>();
    for (String slot : slots) {
      List<String> parts = Arrays.asList(slot.split("=", 2));
      byPool.put(parts.getFirst(), Integer.valueOf(parts.getLast()));
    }
    return byPool;
  }

  private static String reason(Pools.Turn turn, int number) {
    return requireNonNull(turn.waiting().get(key(number)), "it waits").reason();
  }
}
