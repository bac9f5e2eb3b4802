package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.AppendResult;
import io.dagwerk.spi.Batch;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHead;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs.Giving;
import io.dagwerk.spi.StoredRun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store keeps of whose runs are whose.
public abstract class RunHostsContract extends StorageContract {
  private static final Optional<String> NOBODY = Optional.empty();
  private static final Optional<String> A = Optional.of("a");
  private static final Optional<String> B = Optional.of("b");

  private RunId run;

  @BeforeEach
  void queue() {
    run = Given.run(storage);
  }

  private List<RunId> give(Optional<String> from, Optional<String> to) {
    return give(stored().head(), from, to);
  }

  private List<RunId> give(RunHead head, Optional<String> from, Optional<String> to) {
    return storage.runs().give(List.of(new Giving(run, head, from, to)), Optional.empty());
  }

  private StoredRun stored() {
    return storage.runs().find(run).orElseThrow();
  }

  private Optional<String> host() {
    return stored().host();
  }

  private MoveResult moveAs(String owner) {
    return storage
        .runs()
        .move(Move.ofOwner(owner, run, Given.move(run, new Change.AttemptStarted(1)).events()));
  }

  private AppendResult appendAs(String owner) {
    Batch batch = Given.batch(run, 1, 1);
    return append(new Batch(run, 1, "host", batch.first(), batch.entries(), Optional.of(owner)));
  }

  @Test
  void aRunIsNobodysUntilItIsGiven() {
    assertThat(host()).isEmpty();
    assertThat(give(NOBODY, A)).containsExactly(run);
    assertThat(host()).isEqualTo(A);
    assertThat(storage.runs().list(RunFilter.all().ofHost("a"), Optional.empty(), 10))
        .extracting(StoredRun::id)
        .containsExactly(run);
    assertThat(storage.runs().list(RunFilter.all().ofHost("b"), Optional.empty(), 10)).isEmpty();
    assertThat(give(A, NOBODY)).containsExactly(run);
    assertThat(host()).isEmpty();
  }

  @Test
  void ofTwoWhoGiveARunAwayTheSecondFindsItGone() {
    give(NOBODY, A);
    assertThat(give(A, B)).containsExactly(run);
    assertThat(give(A, Optional.of("c"))).isEmpty();
    assertThat(host()).isEqualTo(B);
  }

  @Test
  void aRunThatWasStartedSinceItWasReadStaysWhoseItIs() {
    give(NOBODY, A);
    RunHead queued = stored().head();
    assertThat(moveAs("a")).isInstanceOf(MoveResult.Moved.class);
    assertThat(give(queued, A, B)).isEmpty();
    assertThat(host()).isEqualTo(A);
    assertThat(give(new RunHead(RunStatus.STARTING, 2), A, B)).as("another attempt").isEmpty();
    assertThat(give(new RunHead(RunStatus.STARTING, 1), A, B)).containsExactly(run);
  }

  @Test
  void aHostThatStartsARunHasItFromThenOn() {
    MoveResult moved =
        storage.runs().move(Given.move(run, new Change.AttemptStarted(1), new Change.GivenTo("a")));
    assertThat(moved).isInstanceOf(MoveResult.Moved.class);
    assertThat(host()).isEqualTo(A);
    append(Given.batch(run, 1, 3));
    assertThat(host()).as("after what its worker says").isEqualTo(A);
  }

  @Test
  void aHostMovesNoRunOfAnother() {
    give(NOBODY, A);
    assertThat(moveAs("b")).isEqualTo(new MoveResult.OfAnother(A));
    assertThat(storage.runs().find(run).orElseThrow().status()).isEqualTo(RunStatus.QUEUED);
    assertThat(moveAs("a")).isInstanceOf(MoveResult.Moved.class);
  }

  @Test
  void aHostSaysNothingOfARunOfAnotherWhileItsWorkerSpeaksThroughAny() {
    give(NOBODY, A);
    moveAs("a");
    give(A, B);
    assertThat(appendAs("a")).isEqualTo(new AppendResult.OfAnother(B));
    assertThat(append(Given.batch(run, 1, 2))).isInstanceOf(AppendResult.Stored.class);
    assertThat(appendAs("b")).isInstanceOf(AppendResult.Stored.class);
  }

  @Test
  void nothingIsGivenUnderALeaseThatAnotherHolds() {
    Duration length = Duration.ofSeconds(10);
    Fence old = storage.leases().take("q", "a", length, Given.NOW).orElseThrow().asFence();
    Fence next = storage.leases().take("q", "a", length, Given.NOW).orElseThrow().asFence();
    List<Giving> givings = List.of(new Giving(run, stored().head(), NOBODY, B));
    assertThat(storage.runs().give(givings, Optional.of(old))).isEmpty();
    assertThat(host()).isEmpty();
    assertThat(storage.runs().give(givings, Optional.of(next))).containsExactly(run);
  }

  @Test
  void aRunThatHasEndedStaysWhoseItWas() {
    give(NOBODY, A);
    storage.runs().move(Given.move(run, new Change.RunMoved(RunStatus.CANCELING, "enough")));
    storage.runs().move(Given.move(run, new Change.RunMoved(RunStatus.CANCELED, "enough")));
    assertThat(give(A, B)).isEmpty();
    assertThat(host()).isEqualTo(A);
  }
}
