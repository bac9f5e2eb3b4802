package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.protocol.TlsTrust;
import io.dagwerk.runhost.Clocks;
import io.dagwerk.spi.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who of several hosts lives, and who is gone, on clocks that the test holds.
class HostsTest {
  private static final Instant NOW = Instant.parse("2001-01-31T12:00:00Z");
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final HostNote NOTE =
      new HostNote(
          4,
          64,
          List.of("flights", "my shop"),
          "boot pid:[1]",
          Optional.of(RunHostAddress.plain("127.0.0.1:4711")),
          Optional.of(
              new RunHostAddress(
                  "a.example:4712", Optional.of(new TlsTrust.OfAuthorities("-----\nPEM\n")))));

  private final TroubledLeases leases = new TroubledLeases();
  private long nanos = Long.MAX_VALUE - 1_000_000_000L;

  private Hosts host(String name, Duration ahead) {
    return new Hosts(
        leases,
        name,
        new Clocks(() -> NOW.plusNanos(nanos - Long.MAX_VALUE).plus(ahead), () -> nanos),
        () -> NOTE);
  }

  private Hosts joined(String name) {
    Hosts host = host(name, Duration.ZERO);
    assertThat(host.turn()).isEqualTo(Hosts.Turned.JOINED);
    return host;
  }

  private void pass(Duration time, Hosts... turning) {
    for (Duration left = time; left.isPositive(); left = left.minus(TURN)) {
      nanos += TURN.toNanos();
      for (Hosts host : turning) {
        assertThat(host.turn()).isNotEqualTo(Hosts.Turned.REPLACED);
      }
    }
  }

  @Test
  void whatAHostSaysIsReadByTheOthers() {
    joined("a");
    Hosts b = joined("b");
    assertThat(b.live()).extracting(Hosts.Other::name).containsExactly("a");
    assertThat(b.live().getFirst().note()).isEqualTo(NOTE);
    assertThat(HostNote.parse(NOTE.text() + "\nlater knows more")).isEqualTo(NOTE);
    assertThat(HostNote.parse("")).isEqualTo(HostNote.CLOSED);
  }

  @Test
  void aHostThatIsSilentForTheLengthOfItsLeaseIsGoneAndKnowsItBefore() {
    Hosts a = joined("a");
    Hosts b = joined("b");
    pass(Duration.ofSeconds(9), b);
    assertThat(b.live()).hasSize(1);
    assertThat(a.isSure()).isFalse();
    assertThat(b.replaces("a")).isFalse();
    pass(Duration.ofSeconds(2), b);
    assertThat(b.live()).isEmpty();
    assertThat(b.replaces("a")).isTrue();
    assertThat(a.turn()).isEqualTo(Hosts.Turned.REPLACED);
    assertThat(a.isSure()).isFalse();
    assertThat(a.turn()).isEqualTo(Hosts.Turned.JOINED);
    assertThat(a.isSure()).isTrue();
    pass(TURN, a, b);
    assertThat(b.live()).hasSize(1);
  }

  @Test
  void aHostThatCameBackBeforeItWasReplacedIsNot() {
    Hosts a = joined("a");
    Hosts b = joined("b");
    pass(Duration.ofSeconds(11), b);
    assertThat(a.turn()).isEqualTo(Hosts.Turned.SAME);
    assertThat(b.replaces("a")).isFalse();
    pass(TURN, a, b);
    assertThat(b.live()).hasSize(1);
  }

  @Test
  void clocksThatDifferEndNobody() {
    Hosts a = joined("a");
    Hosts ahead = host("b", Duration.ofDays(90));
    Hosts behind = host("c", Duration.ofDays(-90));
    pass(Duration.ofMinutes(1), a, ahead, behind);
    assertThat(a.live()).hasSize(2);
    assertThat(ahead.live()).hasSize(2);
    assertThat(behind.live()).hasSize(2);
  }

  @Test
  void aHostThatEndsInOrderIsGoneAtOnce() {
    Hosts a = joined("a");
    Hosts b = joined("b");
    a.giveUp();
    b.turn();
    assertThat(b.live()).isEmpty();
    assertThat(b.replaces("a")).isTrue();
    assertThat(a.turn()).isEqualTo(Hosts.Turned.JOINED);
  }

  @Test
  void twoHostsOfOneNameBecomeTwo() {
    Hosts a = joined("a");
    Hosts copy = joined("a");
    nanos += Duration.ofSeconds(4).toNanos();
    assertThat(a.turn()).isEqualTo(Hosts.Turned.REPLACED);
    pass(Duration.ofMinutes(1), a, copy);
    assertThat(a.name()).startsWith("a-");
    assertThat(copy.name()).isEqualTo("a");
  }

  @Test
  void aHostThatWasReplacedIsToldSoThoughTheStoreFailsMeanwhile() {
    Hosts a = joined("a");
    Hosts b = joined("b");
    pass(Duration.ofSeconds(11), b);
    assertThat(b.replaces("a")).isTrue();
    leases.isHardToFind = true;
    assertThatThrownBy(a::turn).isInstanceOf(StorageException.class);
    assertThat(a.isSure()).isFalse();
    leases.isHardToFind = false;
    assertThat(a.turn()).isEqualTo(Hosts.Turned.REPLACED);
    assertThat(a.turn()).isEqualTo(Hosts.Turned.JOINED);
  }
}
