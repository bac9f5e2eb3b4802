package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Instigator;
import io.dagwerk.spi.InstigatorKey;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.NewTick;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredTick;
import io.dagwerk.spi.TickEndResult;
import io.dagwerk.spi.TickEndResult.Refusal;
import io.dagwerk.spi.TickOutcome;
import io.dagwerk.spi.TickStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of ticks keeps.
public abstract class TicksContract extends StorageContract {
  private static final InstigatorKey FILES =
      new InstigatorKey("here", InstigatorKey.Kind.SENSOR, "files");
  private static final InstigatorKey DAILY =
      new InstigatorKey("here", InstigatorKey.Kind.SCHEDULE, "daily");

  private Fence fence;

  @BeforeEach
  void set() {
    fence = lease("a");
    storage.ticks().set(FILES, InstigatorStatus.RUNNING);
    storage.ticks().set(DAILY, InstigatorStatus.STOPPED);
  }

  private Fence lease(String holder) {
    storage.leases().find("sensors").ifPresent(held -> storage.leases().giveUp(held.asFence()));
    return storage
        .leases()
        .take("sensors", holder, Duration.ofSeconds(10), Given.NOW)
        .orElseThrow()
        .asFence();
  }

  private StoredTick started() {
    return started(fence).orElseThrow();
  }

  private Optional<StoredTick> started(Fence under) {
    return storage.ticks().start(new NewTick(FILES, Given.NOW, 1, under, "v1"), Given.NOW);
  }

  private TickOutcome outcome(Optional<String> cursor, String... keys) {
    List<TickOutcome.RequestedRun> runs = new ArrayList<>();
    for (String key : keys) {
      runs.add(
          new TickOutcome.RequestedRun(
              key.isEmpty() ? Optional.empty() : Optional.of(key),
              Given.newRun(storage, "load", 0, new LinkedHashMap<>()),
              List.of(Given.event("RunQueued"))));
    }
    return new TickOutcome(TickStatus.SUCCEEDED, "", cursor, runs, Given.NOW);
  }

  @Test
  void instigatorsAreListedWithWhatTheyRemember() {
    storage.ticks().remember(FILES, Optional.of("c1"));
    storage.ticks().set(FILES, InstigatorStatus.STOPPED);
    assertThat(storage.ticks().list())
        .containsExactly(
            new Instigator(DAILY, InstigatorStatus.STOPPED, Optional.empty()),
            new Instigator(FILES, InstigatorStatus.STOPPED, Optional.of("c1")));
    storage.ticks().remember(FILES, Optional.empty());
    assertThat(storage.ticks().find(FILES))
        .contains(new Instigator(FILES, InstigatorStatus.STOPPED, Optional.empty()));
    assertThat(storage.ticks().find(new InstigatorKey("there", InstigatorKey.Kind.SENSOR, "files")))
        .isEmpty();
  }

  @Test
  void anOutcomeIsWrittenWithItsRunsAndCursor() {
    StoredTick tick = started();
    TickOutcome outcome = outcome(Optional.of("c1"), "a", "b", "");
    List<RunId> ids = outcome.runs().stream().map(requested -> requested.run().id()).toList();
    assertThat(storage.ticks().end(tick.number(), outcome))
        .isEqualTo(new TickEndResult.Ended(ids, List.of()));
    assertThat(storage.runs().queue(Optional.empty(), 10))
        .extracting(StoredRun::id)
        .hasSameElementsAs(ids);
    assertThat(log(ids.getFirst())).containsExactly("RunQueued");
    assertThat(storage.ticks().find(FILES).orElseThrow().cursor()).contains("c1");
    assertThat(storage.ticks().history(FILES, Optional.empty(), 10))
        .containsExactly(
            new StoredTick(
                tick.number(),
                tick.tick(),
                Optional.empty(),
                new StoredTick.End(TickStatus.SUCCEEDED, "", Optional.of(Given.NOW)),
                ids));
  }

  @Test
  void aRunKeyIsServedOnce() {
    storage.ticks().end(started().number(), outcome(Optional.empty(), "a", "b"));
    TickEndResult.Ended again =
        (TickEndResult.Ended)
            storage.ticks().end(started().number(), outcome(Optional.empty(), "b", "c", "c", ""));
    assertThat(again.dropped()).containsExactly("b", "c");
    assertThat(again.queued()).hasSize(2);
    assertThat(storage.runs().queue(Optional.empty(), 10)).hasSize(4);
    assertThat(storage.ticks().asked(FILES, List.of("c", "x", "a"))).containsExactly("a", "c");
    assertThat(storage.ticks().asked(DAILY, List.of("a"))).isEmpty();
  }

  @Test
  void anEvaluationUnderALostLeaseHasNoEffect() {
    StoredTick tick = started();
    Fence newer = lease("b");
    assertRefused(tick, Refusal.LEASE_LOST);
    assertThat(started(fence)).isEmpty();
    assertThat(started(newer)).isPresent();
  }

  @Test
  void anOutcomeWithACursorThatMovedHasNoEffect() {
    StoredTick tick = started();
    storage.ticks().remember(FILES, Optional.of("by hand"));
    assertRefused(tick, Refusal.CURSOR_MOVED);
    assertThat(storage.ticks().find(FILES).orElseThrow().cursor()).contains("by hand");
  }

  @Test
  void anEndedReplacedOrStoppedTickHasNoEffect() {
    StoredTick replaced = started();
    StoredTick ended = started();
    assertRefused(replaced, Refusal.NOT_OPEN);
    TickOutcome skipped =
        new TickOutcome(TickStatus.SKIPPED, "nothing new", Optional.empty(), List.of(), Given.NOW);
    storage.ticks().end(ended.number(), skipped);
    assertRefused(ended, Refusal.NOT_OPEN);
    StoredTick stopped = started();
    storage.ticks().set(FILES, InstigatorStatus.STOPPED);
    assertRefused(stopped, Refusal.NOT_OPEN);
    assertThat(started(fence)).isEmpty();
    assertThat(storage.ticks().history(FILES, Optional.empty(), 10))
        .extracting(tick -> tick.end().reason())
        .containsExactly("", "nothing new", "another attempt took its place");
  }

  private void assertRefused(StoredTick tick, Refusal refusal) {
    int queued = storage.runs().queue(Optional.empty(), 10).size();
    assertThat(storage.ticks().end(tick.number(), outcome(Optional.of("moved"), "z")))
        .isEqualTo(new TickEndResult.Refused(refusal));
    assertThat(storage.runs().queue(Optional.empty(), 10)).hasSize(queued);
    assertThat(storage.ticks().asked(FILES, List.of("z"))).isEmpty();
  }

  @Test
  void anOutcomeOfWhichARunCannotBeQueuedIsNotWrittenAtAll() {
    StoredTick tick = started();
    TickOutcome good = outcome(Optional.of("c"), "a");
    ContentHash missing = ContentHash.of(Bytes.ofText("never stored"));
    NewRun bad =
        new NewRun(
            RunId.createdAt(Given.NOW),
            new NewRun.Work(
                "load", "default", "here", "v1", new NewRun.Contents(missing, missing, missing)),
            Optional.empty(),
            0,
            new LinkedHashMap<>());
    List<TickOutcome.RequestedRun> runs = new ArrayList<>(good.runs());
    runs.add(new TickOutcome.RequestedRun(Optional.of("b"), bad, List.of()));
    TickOutcome outcome =
        new TickOutcome(TickStatus.SUCCEEDED, "", Optional.of("c"), runs, Given.NOW);
    assertThatThrownBy(() -> storage.ticks().end(tick.number(), outcome))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which is not stored; put it first");
    assertThat(storage.runs().queue(Optional.empty(), 10)).isEmpty();
    assertThat(storage.ticks().asked(FILES, List.of("a", "b"))).isEmpty();
    assertThat(storage.ticks().find(FILES).orElseThrow().cursor()).isEmpty();
    assertThat(storage.ticks().end(tick.number(), good)).isInstanceOf(TickEndResult.Ended.class);
  }

  @Test
  void ofTwoEndsAtOnceOneTakesEffect() {
    StoredTick tick = started();
    List<TickOutcome> outcomes =
        Stream.generate(() -> outcome(Optional.of("c"), "")).limit(8).toList();
    List<CompletableFuture<TickEndResult>> ends =
        outcomes.stream()
            .map(outcome ->
                CompletableFuture.supplyAsync(() -> storage.ticks().end(tick.number(), outcome)))
            .toList();
    assertThat(ends.stream().map(CompletableFuture::join))
        .filteredOn(result -> result instanceof TickEndResult.Ended)
        .hasSize(1);
    assertThat(storage.runs().queue(Optional.empty(), 10)).hasSize(1);
  }

  @Test
  void historyIsReadInPagesAndExpires() {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      StoredTick tick = started();
      storage.ticks().end(tick.number(), outcome(Optional.empty(), "key " + i));
      numbers.add(tick.number());
    }
    List<StoredTick> page = storage.ticks().history(FILES, Optional.of(numbers.get(4)), 3);
    assertThat(page)
        .extracting(StoredTick::number)
        .containsExactly(numbers.get(3), numbers.get(2), numbers.get(1));
    assertThat(storage.ticks().expire(Given.NOW, 5)).isZero();
    assertThat(storage.ticks().expire(Given.NOW.plusSeconds(1), 5)).isEqualTo(5);
    assertThat(storage.ticks().expire(Given.NOW.plusSeconds(1), 5)).isEqualTo(2);
    assertThat(storage.ticks().history(FILES, Optional.empty(), 10)).isEmpty();
    assertThat(storage.ticks().asked(FILES, List.of("key 0"))).containsExactly("key 0");
  }
}
