package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.spi.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every store of leases keeps.
public abstract class LeasesContract extends StorageContract {
  private static final Duration LENGTH = Duration.ofSeconds(10);

  @Test
  void aLeaseHasOneHolderUntilItExpires() {
    Lease lease = take("a", Given.NOW).orElseThrow();
    assertThat(lease).isEqualTo(new Lease("schedules", "a", 1, Given.NOW.plus(LENGTH)));
    assertThat(take("b", Given.NOW.plusSeconds(9))).isEmpty();
    assertThat(take("b", Given.NOW.plusSeconds(10)).orElseThrow().fence()).isEqualTo(2);
    assertThat(storage.leases().find("schedules").orElseThrow().holder()).isEqualTo("b");
    assertThat(storage.leases().find("sensors")).isEmpty();
  }

  @Test
  void theFencingNumberGrowsWithEveryTaking() {
    assertThat(take("a", Given.NOW).orElseThrow().fence()).isEqualTo(1);
    assertThat(take("a", Given.NOW).orElseThrow().fence()).isEqualTo(2);
    storage.leases().giveUp(take("a", Given.NOW).orElseThrow().asFence());
    assertThat(take("b", Given.NOW).orElseThrow().fence()).isEqualTo(4);
  }

  @Test
  void aLeaseIsRenewedByWhoTookItLast() {
    Lease old = take("a", Given.NOW).orElseThrow();
    Instant later = Given.NOW.plusSeconds(20);
    assertThat(storage.leases().renew(old.asFence(), LENGTH, later))
        .contains(new Lease("schedules", "a", 1, later.plus(LENGTH)));
    take("b", later.plus(LENGTH));
    assertThat(storage.leases().renew(old.asFence(), LENGTH, later)).isEmpty();
    storage.leases().giveUp(old.asFence());
    assertThat(storage.leases().find("schedules").orElseThrow())
        .matches(lease -> lease.isHeldAt(later.plus(LENGTH)));
  }

  @Test
  void whatAHolderSaysIsThereUntilAnotherTakesTheLease() {
    Lease lease = take("a", Given.NOW).orElseThrow();
    storage.leases().note(lease.asFence(), "at home");
    assertThat(storage.leases().find("schedules").orElseThrow().note()).isEqualTo("at home");
    Lease renewed =
        storage.leases().renew(lease.asFence(), LENGTH, Given.NOW.plusSeconds(5)).orElseThrow();
    assertThat(renewed.note()).isEqualTo("at home");
    assertThat(take("b", Given.NOW.plusSeconds(15)).orElseThrow().note()).isEmpty();
    storage.leases().note(lease.asFence(), "too late");
    assertThat(storage.leases().find("schedules").orElseThrow().note()).isEmpty();
  }

  @Test
  void leasesAreListedByHowTheirNamesBegin() {
    for (String name : List.of("host/b", "hosts", "host/a")) {
      assertThat(storage.leases().take(name, "a", LENGTH, Given.NOW)).isPresent();
    }
    assertThat(storage.leases().list("host/"))
        .extracting(Lease::name)
        .containsExactly("host/a", "host/b");
  }

  @Test
  void ofManyWhoTakeALeaseAtOnceOneHoldsIt() {
    long holders =
        IntStream.range(0, 16)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> take("host " + i, Given.NOW)))
            .toList()
            .stream()
            .filter(taken -> taken.join().isPresent())
            .count();
    assertThat(holders).isEqualTo(1);
  }

  private Optional<Lease> take(String holder, Instant now) {
    return storage.leases().take("schedules", holder, LENGTH, now);
  }
}
