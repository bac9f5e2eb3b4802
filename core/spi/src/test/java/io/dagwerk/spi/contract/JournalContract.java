package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.AppendResult;
import io.dagwerk.spi.Batch;
import io.dagwerk.spi.FeedItem;
import io.dagwerk.spi.FeedPosition;
import io.dagwerk.spi.Journal;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StoredEvent;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.testsupport.Covers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every journal keeps.
public abstract class JournalContract extends StorageContract {
  private static final int SEED = 20_260_131;

  @Test
  void eventsAreReadInTheOrderInWhichTheyWereSent() {
    RunId run = Given.startedRun(storage);
    assertThat(append(Given.batch(run, 1, 3)))
        .isEqualTo(new AppendResult.Stored(3, RunStatus.STARTING));
    assertThat(append(Given.batch(run, 4, 5)))
        .isEqualTo(new AppendResult.Stored(5, RunStatus.STARTING));
    assertThat(log(run)).endsWith("e1", "e2", "e3", "e4", "e5");
    assertThat(storage.journal().read(run, 0, 1).getFirst())
        .isEqualTo(new StoredEvent(1, Given.NOW, Given.event("RunQueued").event()));
  }

  @Test
  void positionsOfARunHaveNoGaps() {
    RunId run = Given.startedRun(storage);
    RunId other = Given.startedRun(storage);
    append(Given.batch(run, 1, 3));
    append(Given.batch(other, 1, 7));
    append(Given.batch(run, 4, 9));
    assertThat(positions(run)).isEqualTo(LongStream.rangeClosed(1, 11).boxed().toList());
    assertThat(positions(other)).isEqualTo(LongStream.rangeClosed(1, 9).boxed().toList());
  }

  @Test
  void whatIsSentTwiceIsStoredOnce() {
    RunId run = Given.startedRun(storage);
    append(Given.batch(run, 1, 3));
    assertThat(append(Given.batch(run, 1, 3)))
        .isEqualTo(new AppendResult.Stored(3, RunStatus.STARTING));
    assertThat(append(Given.batch(run, 2, 5)))
        .isEqualTo(new AppendResult.Stored(5, RunStatus.STARTING));
    assertThat(append(Given.batch(run, 1, 1)))
        .isEqualTo(new AppendResult.Stored(5, RunStatus.STARTING));
    assertThat(log(run)).endsWith("moved", "e1", "e2", "e3", "e4", "e5");
    assertThat(positions(run)).hasSize(7);
  }

  @Test
  void eachProducerOfARunCountsItsOwnEvents() {
    RunId run = Given.startedRun(storage);
    append(Given.batch(run, 1, 2));
    append(new Batch(run, 1, "step a", 1, List.of(Given.event("a1"))));
    append(Given.batch(run, 3, 3));
    assertThat(log(run)).endsWith("e1", "e2", "a1", "e3");
  }

  @Test
  void itIsKnownHowFarAProducerOfAnAttemptHasCome() {
    RunId run = Given.startedRun(storage);
    append(Given.batch(run, 1, 3));
    append(new Batch(run, 1, "step a", 1, List.of(Given.event("a1"))));

    assertThat(storage.journal().acknowledged(run, 1, "worker")).isEqualTo(3);
    assertThat(storage.journal().acknowledged(run, 1, "step a")).isEqualTo(1);
    assertThat(storage.journal().acknowledged(run, 1, "step b")).isZero();
    assertThat(storage.journal().acknowledged(run, 2, "worker")).isZero();
    assertThat(storage.journal().acknowledged(RunId.createdAt(Given.NOW), 1, "worker")).isZero();
  }

  @Test
  void aBatchAfterMissingEventsIsRefusedWithTheNumberToSendFrom() {
    RunId run = Given.startedRun(storage);
    append(Given.batch(run, 1, 3));
    assertThat(append(Given.batch(run, 5, 6))).isEqualTo(new AppendResult.Gap(4));
    assertThat(append(new Batch(run, 1, "other", 2, List.of(Given.event("x")))))
        .isEqualTo(new AppendResult.Gap(1));
    assertThat(log(run)).endsWith("e3");
  }

  @Test
  void anOlderAttemptIsRefusedWithTheNewer() {
    RunId run = Given.startedRun(storage);
    append(Given.batch(run, 1, 2));
    Given.start(storage, run, 2);
    assertThat(append(Given.batch(run, 3, 4))).isEqualTo(new AppendResult.OlderAttempt(2));
    assertThat(append(new Batch(run, 3, "worker", 1, List.of(Given.event("x")))))
        .isEqualTo(new AppendResult.UnknownAttempt(2));
    assertThat(append(new Batch(run, 2, "worker", 1, List.of(Given.event("again")))))
        .isEqualTo(new AppendResult.Stored(1, RunStatus.STARTING));
    assertThat(log(run)).endsWith("e1", "e2", "moved", "again");
  }

  @Test
  void eventsOfAnUnknownRunAreRefused() {
    assertThat(append(Given.batch(RunId.createdAt(Given.NOW), 1, 1)))
        .isEqualTo(new AppendResult.NoSuchRun());
  }

  @Test
  @Covers("K6.2")
  void aReaderGoesOnFromAnyPositionWithoutGapWhileOthersWrite() throws Exception {
    RunId run = Given.startedRun(storage);
    int batches = 200;
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> {
          for (int i = 0; i < batches; i++) {
            append(Given.batch(run, i * 5L + 1, i * 5L + 5));
          }
        });
    List<Long> read = new ArrayList<>();
    while (read.size() < batches * 5 + 2) {
      long last = read.isEmpty() ? 0 : read.getLast();
      storage.journal().read(run, last, 17).forEach(event -> read.add(event.position()));
      if (writing.isCompletedExceptionally()) {
        writing.get(1, TimeUnit.SECONDS);
      }
    }
    assertThat(read).isEqualTo(LongStream.rangeClosed(1, batches * 5 + 2).boxed().toList());
  }

  @Test
  void batchesOfManySendersAtOnceAreAllStoredInTheirOrder() {
    List<RunId> runs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      runs.add(Given.startedRun(storage));
    }
    List<CompletableFuture<AppendResult>> results = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      for (RunId run : runs) {
        results.add(storage.journal().append(Given.batch(run, i * 3L + 1, i * 3L + 3)));
      }
    }
    assertThat(results.stream().map(CompletableFuture::join))
        .allSatisfy(result -> assertThat(result).isInstanceOf(AppendResult.Stored.class));
    List<String> expected = LongStream.rangeClosed(1, 150).mapToObj(i -> "e" + i).toList();
    assertThat(runs)
        .allSatisfy(run -> {
          assertThat(log(run).subList(2, 152)).isEqualTo(expected);
          assertThat(positions(run)).isEqualTo(LongStream.rangeClosed(1, 152).boxed().toList());
        });
  }

  @Test
  void theFeedTellsWhatOthersWaitForInOrder() {
    RunId run = Given.startedRun(storage);
    RunId other = Given.startedRun(storage);
    append(Given.batch(run, 1, Given.event("a", Given.materialized("flights", "m1"))));
    append(Given.batch(other, 1, Given.event("b", Given.materialized("flights", "m2"))));
    append(Given.batch(run, 2, Given.event("end", Given.to(RunStatus.SUCCEEDED))));
    List<FeedItem> feed = storage.journal().feed(FeedPosition.START, 100);
    assertThat(feed)
        .extracting(item -> item.run(), item -> item.kind(), item -> item.event().text())
        .containsExactly(
            tuple(run, FeedItem.Kind.MATERIALIZED, "m1"),
            tuple(other, FeedItem.Kind.MATERIALIZED, "m2"),
            tuple(run, FeedItem.Kind.RUN_ENDED, "end"));
    assertThat(storage.journal().feed(feed.getFirst().position(), 1)).containsExactly(feed.get(1));
    assertThat(storage.journal().feed(feed.getLast().position(), 100)).isEmpty();
  }

  @Test
  void lateEventsOfAnEndedRunAreStoredAndChangeNothing() {
    RunId run = Given.startedRun(storage);
    storage.runs().move(Given.move(run, Given.to(RunStatus.CANCELED)));
    AppendResult result =
        append(
            Given.batch(
                run,
                1,
                Given.event("late", Given.materialized("flights", "m")),
                Given.event("end", Given.to(RunStatus.SUCCEEDED))));
    assertThat(result).isEqualTo(new AppendResult.Stored(2, RunStatus.CANCELED));
    assertThat(log(run)).endsWith("late", "end");
    assertThat(storage.journal().feed(FeedPosition.START, 100))
        .extracting(FeedItem::kind)
        .containsExactly(FeedItem.Kind.RUN_ENDED);
    assertThat(storage.runs().find(run).orElseThrow().status()).isEqualTo(RunStatus.CANCELED);
  }

  @Test
  void whoWatchesIsWokenByACommit() throws InterruptedException {
    RunId run = Given.startedRun(storage);
    CountDownLatch woken = new CountDownLatch(1);
    Journal.Watch watch = storage.journal().watch(woken::countDown);
    append(Given.batch(run, 1, 1));
    assertThat(woken.await(60, TimeUnit.SECONDS)).isTrue();
    watch.close();
    AtomicInteger calls = new AtomicInteger();
    storage.journal().watch(calls::incrementAndGet).close();
    append(Given.batch(run, 2, 2));
    assertThat(calls).hasValue(0);
  }

  @Test
  @Covers("K6.5")
  void whoComesInMidRunIsToldTheHistoryThenWhatFollows() throws InterruptedException {
    RunId run = Given.startedRun(storage);
    append(Given.batch(run, 1, 3));
    Semaphore wakes = new Semaphore(1);
    List<String> told = new ArrayList<>();
    try (Journal.Watch _ = storage.journal().watch(wakes::release)) {
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> {
            for (int i = 4; i <= 50; i++) {
              append(Given.batch(run, i, i));
            }
          });
      while (told.size() < 52) {
        assertThat(wakes.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        storage
            .journal()
            .read(run, told.size(), 1_000)
            .forEach(event -> told.add(event.event().text()));
      }
      writing.join();
    }
    assertThat(told.subList(2, 52))
        .isEqualTo(LongStream.rangeClosed(1, 50).mapToObj(i -> "e" + i).toList());
  }

  @Test
  void anOldLogIsDeletedInSmallBatchesAndWhatIsKnownOfTheRunStays() {
    RunId old = ended(Given.startedRun(storage));
    Instant later = Given.NOW.plusSeconds(1);
    List<Integer> deleted = new ArrayList<>();
    do {
      deleted.add(storage.journal().expire(old, later.plusSeconds(deleted.size()), 3));
    } while (deleted.getLast() == 3);
    assertThat(deleted).containsExactly(3, 3, 2);
    assertThat(log(old)).isEmpty();
    assertThat(storage.journal().expire(old, later, 3)).isZero();
    StoredRun run = storage.runs().find(old).orElseThrow();
    assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(run.times().logExpired()).contains(later);
    assertThat(storage.runs().outputs(old)).hasSize(1);
  }

  @Test
  void aLogThatIsDeletedInPartIsFoundAgain() {
    RunId old = ended(Given.startedRun(storage));
    assertThat(storage.journal().expire(old, Given.NOW, 3)).isEqualTo(3);
    assertThat(storage.runs().find(old).orElseThrow().times().logExpired()).contains(Given.NOW);
    assertThat(positions(old)).first().isEqualTo(4L);
    assertThat(storage.runs().withLog(Given.NOW.plusSeconds(1), 10)).containsExactly(old);
  }

  @Test
  void theLogOfARunThatHasNotEndedNeverExpires() {
    RunId open = Given.startedRun(storage);
    RunId ended = ended(Given.startedRun(storage));
    Instant later = Given.NOW.plusSeconds(1);
    assertThat(storage.runs().withLog(Given.NOW, 10)).isEmpty();
    assertThat(storage.runs().withLog(later, 10)).containsExactly(ended);
    assertThat(storage.journal().expire(open, later, 100)).isZero();
    assertThat(storage.journal().expire(RunId.createdAt(Given.NOW), later, 100)).isZero();
    assertThat(log(open)).isNotEmpty();
    assertThat(storage.runs().find(open).orElseThrow().times().logExpired()).isEmpty();
  }

  @Test
  void whatComesLateToAnExpiredLogIsAcknowledgedAndIsInNoOnesWay() {
    RunId old = ended(Given.startedRun(storage));
    storage.journal().expire(old, Given.NOW.plusSeconds(1), 100);
    assertThat(append(Given.batch(old, 1, 3))).isInstanceOf(AppendResult.Stored.class);
    assertThat(storage.runs().withLog(Given.NOW.plusSeconds(9), 10)).isEmpty();
    assertThat(storage.runs().find(old).orElseThrow().times().logExpired())
        .contains(Given.NOW.plusSeconds(1));
    assertThat(storage.runs().delete(old)).isTrue();
    assertThat(log(old)).isEmpty();
  }

  @Test
  void oldItemsOfTheFeedAreDeletedInSmallBatches() {
    ended(Given.startedRun(storage));
    assertThat(storage.journal().expireFeed(Given.NOW, 1)).isZero();
    assertThat(storage.journal().feed(FeedPosition.START, 100)).hasSize(2);
    assertThat(storage.journal().expireFeed(Given.NOW.plusSeconds(1), 1)).isEqualTo(1);
    assertThat(storage.journal().feed(FeedPosition.START, 100)).hasSize(1);
    assertThat(storage.journal().expireFeed(Given.NOW.plusSeconds(1), 10)).isEqualTo(1);
    assertThat(storage.journal().feed(FeedPosition.START, 100)).isEmpty();
  }

  private RunId ended(RunId run) {
    append(Given.batch(run, 1, 4));
    append(
        Given.batch(
            run,
            5,
            Given.event("out", Given.output(run, "load"), Given.materialized("flights", "m")),
            Given.event("end", Given.to(RunStatus.SUCCEEDED))));
    return run;
  }

  @Test
  void aReadWithoutALimitIsRefused() {
    RunId run = Given.startedRun(storage);
    assertThatThrownBy(() -> storage.journal().read(run, 0, Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a page has 1 to 10,000 rows, but found 2,147,483,647");
  }

  @Test
  void anyOrderOfBatchesEndsInTheLogOfTheirOrder() {
    Random random = new Random(SEED);
    for (int round = 0; round < 10; round++) {
      RunId run = Given.startedRun(storage);
      long stored = 0;
      while (stored < 40) {
        long first = 1L + random.nextInt((int) stored + 3);
        long last = first + random.nextInt(6);
        AppendResult result = append(Given.batch(run, first, last));
        if (first > stored + 1) {
          assertThat(result).as("seed %d", SEED).isEqualTo(new AppendResult.Gap(stored + 1));
        } else {
          stored = Math.max(stored, last);
          assertThat(result)
              .as("seed %d", SEED)
              .isEqualTo(new AppendResult.Stored(stored, RunStatus.STARTING));
        }
      }
      List<String> expected = LongStream.rangeClosed(1, stored).mapToObj(i -> "e" + i).toList();
      assertThat(log(run).subList(2, 2 + (int) stored)).as("seed %d", SEED).isEqualTo(expected);
    }
  }
}
