package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.queue.HostRoom;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.runhost.Clocks;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StoredRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How long a host may take to start what it was given, on a clock that the test holds.
class GivingsTest {
  private static final Instant NOW = Instant.parse("2001-01-31T12:00:00Z");

  private final HeldStorage storage = new HeldStorage();
  private long nanos = Long.MAX_VALUE - 1_000_000_000L;
  private final Clocks clocks = new Clocks(InstantSource.fixed(NOW), () -> nanos);
  private final Hosts a = host("a");
  private final Givings givings = new Givings(storage.storage().runs(), a, clocks);
  private StoredRun run;

  private Hosts host(String name) {
    HostNote note =
        new HostNote(
            1,
            1,
            List.of("here"),
            "",
            Optional.of(RunHostAddress.plain("127.0.0.1:1")),
            Optional.empty());
    return new Hosts(storage.storage().leases(), name, clocks, () -> note);
  }

  @BeforeEach
  void giveARunToAnother() {
    host("b").turn();
    host("c").turn();
    a.turn();
    run = queued(NOW);
  }

  private StoredRun queued(Instant created) {
    RunId id = storage.queuedRun(created);
    Runs runs = storage.storage().runs();
    StoredRun waits = runs.find(id).orElseThrow();
    assertThat(runs.give(List.of(Runs.Giving.of(waits, Optional.of("b"))), Optional.empty()))
        .containsExactly(id);
    return runs.find(id).orElseThrow();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private List<String> starters() {
    return givings.starters().stream().map(HostRoom::name).toList();
  }

  @Test
  void aHostHasTenSecondsToStartWhatItWasGiven() {
    assertThat(givings.isWithAnother(run)).isTrue();
    pass(Duration.ofMillis(9_999));
    assertThat(givings.isWithAnother(run)).isTrue();
    assertThat(starters()).containsExactlyInAnyOrder("b", "c");
    pass(Duration.ofMillis(1));
    assertThat(givings.isWithAnother(run)).isFalse();
  }

  @Test
  void aHostThatStartsNothingIsPassedOverForAMinute() {
    assertThat(givings.isWithAnother(run)).isTrue();
    pass(Duration.ofSeconds(10));
    assertThat(givings.isWithAnother(run)).isFalse();

    assertThat(starters()).containsExactly("c");
    assertThat(givings.others()).hasSize(2);
    pass(Duration.ofSeconds(59));
    assertThat(starters()).containsExactly("c");
    pass(Duration.ofSeconds(1));
    assertThat(starters()).containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void aHostThatGetsARunAgainHasTheWholeTimeAgain() {
    assertThat(givings.isWithAnother(run)).isTrue();
    pass(Duration.ofSeconds(10));
    assertThat(givings.isWithAnother(run)).isFalse();

    assertThat(givings.isWithAnother(run)).isTrue();
    pass(Duration.ofSeconds(9));
    assertThat(givings.isWithAnother(run)).isTrue();
  }

  @Test
  void aRunThatIsLookedAtSeldomIsRememberedAllTheSame() {
    assertThat(givings.isWithAnother(run)).isTrue();
    pass(Duration.ofSeconds(10));
    assertThat(givings.isWithAnother(queued(NOW.plusSeconds(1)))).isTrue();
    givings.forgetOld();

    assertThat(givings.isWithAnother(run)).isFalse();
  }
}
