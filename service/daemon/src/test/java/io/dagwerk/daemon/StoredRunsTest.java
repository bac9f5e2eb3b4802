package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.MoveResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which runs a host follows.
class StoredRunsTest {
  private static final Instant NOW = Instant.parse("2001-01-31T12:00:00Z");

  private final HeldStorage storage = new HeldStorage();
  private final StoredRuns runs =
      new StoredRuns(
          storage.storage(),
          new Contents(storage.storage().snapshots()),
          InstanceKey.create(),
          () -> {},
          new Metrics());
  private Fence fence;
  private RunId run;

  @BeforeEach
  void queue() {
    run = storage.queuedRun(NOW);
    fence =
        storage
            .storage()
            .leases()
            .take("active host", "a", Duration.ofSeconds(10), NOW)
            .orElseThrow()
            .asFence();
  }

  @AfterEach
  void close() {
    runs.close();
  }

  private MoveResult move(Optional<Fence> under, Event event) {
    return runs.move(run, under, NOW, List.of(event));
  }

  @Test
  void aRunIsFollowedFromItsStartToItsEnd() {
    move(Optional.of(fence), new Event.RunAttemptStarted(1));
    assertThat(runs.followed()).isEqualTo(1);
    move(Optional.empty(), new Event.RunCanceling("enough"));
    assertThat(runs.followed()).isEqualTo(1);
    move(Optional.empty(), new Event.RunCanceled("enough"));
    assertThat(runs.followed()).isZero();
  }

  @Test
  void aRunThatIsCanceledForAnotherHostIsNotFollowed() {
    storage.start(run, NOW);
    move(Optional.empty(), new Event.RunCanceling("enough"));
    assertThat(runs.followed()).isZero();
  }

  @Test
  void aMoveThatIsRefusedLeavesNothing() {
    move(Optional.empty(), new Event.RunCanceling("enough"));
    move(Optional.empty(), new Event.RunCanceled("enough"));
    assertThat(move(Optional.of(fence), new Event.RunAttemptStarted(1)))
        .isInstanceOf(MoveResult.Refused.class);
    assertThat(runs.followed()).isZero();
  }
}
