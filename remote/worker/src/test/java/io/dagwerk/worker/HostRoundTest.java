package io.dagwerk.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.protocol.RunHostAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which host a worker tries next.
class HostRoundTest {
  private static final RunHostAddress A = RunHostAddress.plain("a:1");
  private static final RunHostAddress B = RunHostAddress.plain("b:1");
  private static final RunHostAddress C = RunHostAddress.plain("c:1");

  @Test
  void theSameHostIsTriedWhileItIsOfUseAndThenAllInTurn() {
    HostRound round = HostRound.of(A, List.of(B, C));
    assertThat(round.after(true).current()).isEqualTo(A);
    assertThat(round.after(false).current()).isEqualTo(B);
    assertThat(tries(round, 8)).containsExactly(A, B, A, C, A, B, A, C);
  }

  @Test
  void theOneThatWasLastOfUseIsTriedBetweenAnyTwoOthers() {
    HostRound atB = HostRound.of(A, List.of(B)).after(false).knowing(List.of(C));
    assertThat(tries(atB, 5)).containsExactly(B, C, B, A, B);
    assertThat(atB.isAtLast()).isTrue();
    assertThat(atB.after(false).isAtLast()).isFalse();
  }

  private static List<RunHostAddress> tries(HostRound from, int number) {
    return Stream.iterate(from, round -> round.after(false))
        .limit(number)
        .map(HostRound::current)
        .toList();
  }

  @Test
  void theOneItWasStartedWithIsAlwaysKnown() {
    HostRound atB = HostRound.of(A, List.of(B)).after(false).knowing(List.of(C));
    assertThat(atB.current()).isEqualTo(B);
    assertThat(atB.hosts()).containsExactly(B, C, A);
    assertThat(atB.knowing(List.of()).hosts()).containsExactly(B, A);
  }

  @Test
  void aHostThatIsAloneIsTriedAgainAndAgain() {
    HostRound round = HostRound.of(A, List.of());
    assertThat(round.hasOthers()).isFalse();
    assertThat(round.after(false).current()).isEqualTo(A);
  }
}
