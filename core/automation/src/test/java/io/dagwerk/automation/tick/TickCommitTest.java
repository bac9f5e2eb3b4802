package io.dagwerk.automation.tick;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.tick.TickCommit.Refusal;
import io.dagwerk.automation.tick.TickCommit.Standing;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TickCommitTest {
  private static final Instant AT = Instant.parse("2001-01-01T06:00:00Z");
  private static final StartedTick ATTEMPT =
      new StartedTick(AT, 1, 7, "code", Optional.of("cursor"));

  @Test
  void anAttemptThatIsStillTheOneUnderWayMayEnd() {
    assertThat(refusal(7, Optional.of(ATTEMPT), Optional.of("cursor"))).isEmpty();
  }

  @Test
  void withoutTheLeaseNothingTakesEffect() {
    assertThat(refusal(8, Optional.of(ATTEMPT), Optional.of("cursor")))
        .contains(Refusal.LEASE_LOST);
  }

  @Test
  void aTickThatHasEndedDoesNotEndAgain() {
    assertThat(refusal(7, Optional.empty(), Optional.of("cursor"))).contains(Refusal.NOT_OPEN);
  }

  @Test
  void anAttemptThatAnotherFollowedIsTooLate() {
    StartedTick next = new StartedTick(AT, 2, 7, "code", Optional.of("cursor"));

    assertThat(refusal(7, Optional.of(next), Optional.of("cursor"))).contains(Refusal.TAKEN_OVER);
  }

  @Test
  void aCursorThatMovedMeanwhileIsNotOverwritten() {
    assertThat(refusal(7, Optional.of(ATTEMPT), Optional.of("other")))
        .contains(Refusal.CURSOR_MOVED);
    assertThat(refusal(7, Optional.of(ATTEMPT), Optional.empty())).contains(Refusal.CURSOR_MOVED);
  }

  private static Optional<Refusal> refusal(
      long fence, Optional<StartedTick> open, Optional<String> cursor) {
    return TickCommit.refusal(ATTEMPT, new Standing(fence, open, cursor));
  }
}
