package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.runhost.Clocks;
import io.dagwerk.spi.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Which of several hosts is the active one, on clocks that the test holds.
class ActiveHostTest {
  private static final Instant NOW = Instant.parse("2001-01-31T12:00:00Z");
  private static final Duration TURN = Duration.ofSeconds(1);

  private final TroubledLeases leases = new TroubledLeases();
  private long nanos = Long.MAX_VALUE - 1_000_000_000L;

  /// A host of a machine with its own wall clock.
  private final class Host implements ActiveHost.Work {
    private final List<String> did = new ArrayList<>();
    private final ActiveHost active;
    private Duration ahead = Duration.ZERO;
    private boolean isUnderWay;
    private boolean failsToBegin;
    private boolean mayBeActive = true;
    private volatile Runnable onTurn = () -> {};

    Host(String name) {
      Clocks clocks =
          new Clocks(() -> NOW.plusNanos(nanos - Long.MAX_VALUE).plus(ahead), () -> nanos);
      active = new ActiveHost(leases, name, clocks, this);
    }

    boolean isActive() {
      return active.fence().isPresent();
    }

    @Override
    public void begin() {
      if (failsToBegin) {
        throw new StorageException("the database is away");
      }
      did.add("begin");
    }

    @Override
    public boolean mayBeActive() {
      return mayBeActive;
    }

    @Override
    public void turn() {
      onTurn.run();
    }

    @Override
    public void end() {
      did.add("end");
    }

    @Override
    public boolean isUnderWay() {
      return isUnderWay;
    }
  }

  private void pass(Duration time, Host... hosts) {
    for (Duration left = time; left.isPositive(); left = left.minus(TURN)) {
      nanos += TURN.toNanos();
      for (Host host : hosts) {
        host.active.turn();
      }
    }
  }

  private Host started(String name) {
    Host host = new Host(name);
    host.active.turn();
    return host;
  }

  @Test
  void theFirstHostIsActiveAndAnotherWaits() {
    Host first = started("a");
    Host second = started("b");
    pass(Duration.ofMinutes(5), first, second);
    assertThat(first.isActive()).isTrue();
    assertThat(second.isActive()).isFalse();
    assertThat(first.did).containsExactly("begin");
    assertThat(second.did).isEmpty();
  }

  @Test
  void aHostThatIsGoneIsFollowedWhenItsLeaseWasSeenUnchangedForItsLength() {
    started("a");
    Host second = started("b");
    pass(Duration.ofSeconds(9), second);
    assertThat(second.isActive()).isFalse();
    pass(Duration.ofSeconds(1), second);
    assertThat(second.isActive()).isTrue();
    assertThat(second.did).containsExactly("begin");
  }

  @Test
  void clocksThatDifferEndNobodysLease() {
    Host first = started("a");
    Host second = new Host("b");
    second.ahead = Duration.ofDays(90);
    pass(Duration.ofMinutes(1), first, second);
    assertThat(first.isActive()).isTrue();
    assertThat(second.did).isEmpty();
  }

  @Test
  void aClockThatIsSetBackEndsNobodysLease() {
    Host first = started("a");
    Host second = started("b");
    first.ahead = Duration.ofHours(-2);
    pass(Duration.ofMinutes(1), first, second);
    assertThat(first.isActive()).isTrue();
    assertThat(second.did).isEmpty();
  }

  @Test
  void aDatabaseThatWasAwayChangesNothing() {
    Host first = started("a");
    Host second = started("b");
    pass(Duration.ofSeconds(7), first, second);
    leases.isAway = true;
    pass(Duration.ofSeconds(30), second, first);
    leases.isAway = false;
    pass(Duration.ofMinutes(1), second, first);
    assertThat(first.isActive()).isTrue();
    assertThat(second.did).isEmpty();
  }

  @Test
  void aHostThatStartsAgainGoesOnAtOnceAndFollowsNobody() {
    started("a");
    Host again = started("a");
    assertThat(again.isActive()).isTrue();
    assertThat(again.did).containsExactly("begin");
  }

  @Test
  void aHostThatEndsWithNothingUnderWayIsFollowedAtOnce() {
    Host first = started("a");
    Host second = started("b");
    first.active.close();
    pass(TURN, second);
    assertThat(second.isActive()).isTrue();
    assertThat(second.did).containsExactly("begin");
  }

  @Test
  void aHostThatEndsWithRunsUnderWayHasTimeToStartAgain() {
    Host first = started("a");
    Host second = started("b");
    first.isUnderWay = true;
    first.active.close();
    pass(Duration.ofSeconds(5), second);
    assertThat(second.isActive()).isFalse();
    Host again = started("a");
    pass(Duration.ofMinutes(1), again, second);
    assertThat(again.isActive()).isTrue();
    assertThat(again.did).containsExactly("begin");
    assertThat(second.did).isEmpty();
  }

  @Test
  void aHostThatFailsToBeginIsNotActiveAndTriesAgain() {
    Host host = new Host("a");
    host.failsToBegin = true;
    host.active.turn();
    assertThat(host.isActive()).isFalse();
    host.failsToBegin = false;
    host.active.turn();
    assertThat(host.isActive()).isTrue();
  }

  @Test
  void twoHostsOfOneNameDoNotTakeTheLeaseFromEachOtherForEver() {
    Host first = started("a");
    Host copy = started("a");
    pass(Duration.ofMinutes(5), first, copy);
    assertThat(copy.did).containsExactly("begin");
    assertThat(first.did).containsExactly("begin");
    assertThat(first.isActive()).isFalse();
    assertThat(copy.isActive()).isTrue();
  }

  @Test
  void aHostOfAPartOfTheRunsLeavesTheQueueToOneOfAll() {
    Host command = started("command");
    assertThat(command.isActive()).as("while it is alone").isTrue();
    Host server = started("server");
    assertThat(server.isActive()).isFalse();

    command.mayBeActive = false;
    command.active.turn();
    assertThat(command.isActive()).isFalse();
    server.active.turn();
    assertThat(server.isActive()).isTrue();

    server.active.close();
    command.active.turn();
    assertThat(command.isActive()).as("while there is another of all").isFalse();
  }

  @Test
  void aTurnThatIsUnderWayIsNotBrokenOffWhenTheHostEnds() throws Exception {
    Host host = new Host("a");
    host.active.start();
    CountDownLatch turning = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    host.onTurn =
        () -> {
          turning.countDown();
          try {
            host.did.add(goesOn.await(60, TimeUnit.SECONDS) ? "turned" : "waited for nothing");
          } catch (InterruptedException e) {
            host.did.add("broken off");
          }
        };
    assertThat(turning.await(60, TimeUnit.SECONDS)).isTrue();

    Thread closing = new Thread(host.active::close);
    closing.start();
    while (closing.isAlive() && closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    goesOn.countDown();
    closing.join();

    assertThat(host.did).containsExactly("begin", "turned", "end");
  }
}
