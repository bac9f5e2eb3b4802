package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.recovery.RunRetry;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunPolicy;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Lease;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.memory.MemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which failed runs a host retries that it did not see fail: another host ended between the
/// failure and the retry, or in the middle of the retry.
class RunRetriesTest {
  private static final Instant NOW = Instant.parse("2001-01-31T12:00:00Z");

  private final Storage storage = new MemoryStorage();
  private final Retried retried = new Retried();
  private Optional<Fence> fence = Optional.empty();

  /// Creates the runs that retry others, as a host does.
  private final class Retried implements RunRetries.Work {
    private final Map<RunId, RunRetry> asked = new LinkedHashMap<>();
    private boolean isReady = true;
    private boolean isStruck;

    @Override
    public boolean isReady(String location) {
      return isReady;
    }

    @Override
    public void retry(RunId failed, RunRetry retry) {
      if (isStruck) {
        throw new IllegalStateException("the host is gone");
      }
      assertThat(asked.put(failed, retry)).as("retried twice").isNull();
      create(retry.id(), 1);
    }
  }

  @BeforeEach
  void becomeActive() {
    fence =
        storage
            .leases()
            .take(ActiveHost.LEASE, "a", Duration.ofSeconds(10), NOW)
            .map(Lease::asFence);
  }

  /// As a host finds everything when it starts.
  private RunRetries started() {
    return new RunRetries(
        storage, new LostRuns(storage), retried, InstantSource.fixed(NOW), () -> fence);
  }

  private void create(RunId id, int retries) {
    ContentHash hash =
        storage.snapshots().put(Bytes.of(PlanCodec.encode(Plan.of("nightly", "v1", List.of()))));
    LinkedHashMap<String, String> tags = new LinkedHashMap<>();
    tags.put(RunPolicy.RETRIES, Integer.toString(retries));
    NewRun run =
        new NewRun(
            id,
            new NewRun.Work(
                "nightly", "default", "here", "v1", new NewRun.Contents(hash, hash, hash)),
            Optional.empty(),
            0,
            tags);
    Bytes queued = Bytes.of(EventCodec.encode(NOW, new Event.RunQueued()));
    storage.runs().create(run, NOW, List.of(Entry.of(NOW, queued)));
  }

  private RunId failed(int retries, Instant ended) {
    RunId id = RunId.createdAt(ended);
    create(id, retries);
    var _ =
        new TrackedRun(id, storage, new Metrics())
            .move(
                Optional.empty(),
                ended,
                List.of(
                    new Event.RunDequeued(),
                    new Event.RunAttemptStarted(1),
                    new Event.RunFailed("steps failed: [load]", Optional.empty())));
    return id;
  }

  @Test
  void aRunThatFailedBeforeItsHostCouldRetryItIsRetriedByTheNext() {
    RunId run = failed(1, NOW.minus(Duration.ofHours(11)));

    started().turn(NOW);

    assertThat(retried.asked).containsOnlyKeys(run);
    assertThat(retried.asked.values()).extracting(RunRetry::number).containsExactly(1);
  }

  @Test
  void aHostThatEndsInTheMiddleOfARetryLeavesItToTheNext() {
    RunId run = failed(1, NOW);
    retried.isStruck = true;
    started().turn(NOW);
    assertThat(retried.asked).isEmpty();

    retried.isStruck = false;
    started().turn(NOW);
    assertThat(retried.asked).containsOnlyKeys(run);
  }

  @Test
  void aRunThatWasRetriedIsNotRetriedAgainByAHostThatDoesNotKnowIt() {
    RunId run = failed(1, NOW);
    started().turn(NOW);
    started().turn(NOW);
    assertThat(retried.asked).containsOnlyKeys(run);
  }

  @Test
  void aRunThatFailedHalfADayAgoIsLeftToPeople() {
    failed(1, NOW.minus(Duration.ofHours(12)));
    started().turn(NOW);
    assertThat(retried.asked).isEmpty();
  }

  @Test
  void aRunIsRetriedWhenItsCodeIsThere() {
    RunId run = failed(1, NOW);
    retried.isReady = false;
    RunRetries retries = started();
    retries.turn(NOW);
    assertThat(retried.asked).isEmpty();

    retried.isReady = true;
    retries.turn(NOW);
    assertThat(retried.asked).containsOnlyKeys(run);
  }

  @Test
  void aHostThatIsNotTheActiveOneRetriesNothing() {
    RunId run = failed(1, NOW);
    Optional<Fence> held = fence;
    fence = Optional.empty();
    RunRetries retries = started();
    retries.turn(NOW);
    assertThat(retried.asked).isEmpty();

    fence = held;
    retries.turn(NOW);
    assertThat(retried.asked).containsOnlyKeys(run);
  }
}
