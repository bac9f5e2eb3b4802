package io.dagwerk.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.spi.StorageException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private static final int PLENTY = 1_000;

  private final FakeDatabase database = new FakeDatabase();
  private final AtomicInteger told = new AtomicInteger();
  private final GroupCommit writer =
      new GroupCommit(database, told::incrementAndGet, GroupCommit.Limits.OF_STORAGE);

  @AfterEach
  void close() {
    database.permits.release(PLENTY);
    writer.close();
  }

  /// Tasks that gather while a transaction is under way.
  private List<CompletableFuture<String>> gathered(List<RunlessTask<String>> tasks)
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<String> first =
        writer.submit(
            RunlessTask.of(_ -> {
              begun.countDown();
              return "first";
            }));
    database.permits.release();
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    first.join();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<String> holding =
        writer.submit(
            RunlessTask.of(_ -> {
              held.countDown();
              awaited(go);
              return "holding";
            }));
    database.permits.release();
    assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
    List<CompletableFuture<String>> futures = tasks.stream().map(writer::submit).toList();
    go.countDown();
    holding.join();
    return futures;
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static RunlessTask<String> giving(String text) {
    return _ -> text;
  }

  private static RunlessTask<String> failing(String message) {
    return _ -> {
      throw new SQLException(message);
    };
  }

  @Test
  void whatGathersMeanwhileIsOneTransaction() throws Exception {
    List<CompletableFuture<String>> futures =
        gathered(List.of(giving("a"), giving("b"), giving("c")));
    database.permits.release(1);
    assertThat(futures).map(CompletableFuture::join).containsExactly("a", "b", "c");
    assertThat(database.commits()).isEqualTo(3);
  }

  @Test
  void aTaskThatCannotBeDoneHarmsNoOther() throws Exception {
    List<CompletableFuture<String>> futures =
        gathered(List.of(giving("a"), failing("no such table"), giving("c")));
    database.permits.release(PLENTY);
    assertThat(futures.get(0).get(60, TimeUnit.SECONDS)).isEqualTo("a");
    assertThat(futures.get(2).get(60, TimeUnit.SECONDS)).isEqualTo("c");
    assertThatThrownBy(() -> futures.get(1).get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(StorageException.class)
        .hasMessage("the database refused a write: no such table");
  }

  @Test
  void aDeadlockIsTriedAgain() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Collections.addAll(database.judgements, Database.Failure.PASSING, Database.Failure.PASSING);
    database.permits.release(PLENTY);
    CompletableFuture<Integer> future =
        writer.submit(
            RunlessTask.of(_ -> {
              if (tries.incrementAndGet() < 3) {
                throw new SQLException("deadlock");
              }
              return tries.get();
            }));
    assertThat(future.get(60, TimeUnit.SECONDS)).isEqualTo(3);
  }

  @Test
  void aDeadlockIsNotTriedForever() {
    AtomicInteger tries = new AtomicInteger();
    Collections.addAll(
        database.judgements,
        Collections.nCopies(50, Database.Failure.PASSING).toArray(Database.Failure[]::new));
    database.permits.release(PLENTY);
    CompletableFuture<Integer> future =
        writer.submit(
            RunlessTask.of(_ -> {
              tries.incrementAndGet();
              throw new SQLException("deadlock");
            }));
    assertThatThrownBy(() -> future.get(60, TimeUnit.SECONDS)).hasMessageContaining("deadlock");
    assertThat(tries).hasValue(6);
  }

  @Test
  void nothingIsDoneAgainWhenItIsUnknownWhetherItWasWritten() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    database.judgements.add(Database.Failure.OF_CONNECTION);
    List<CompletableFuture<String>> futures =
        gathered(
            List.of(
                _ -> {
                  tries.incrementAndGet();
                  return "a";
                },
                failing("connection lost")));
    database.permits.release(PLENTY);
    for (CompletableFuture<String> future : futures) {
      assertThatThrownBy(() -> future.get(60, TimeUnit.SECONDS))
          .hasMessageContaining("connection lost");
    }
    assertThat(tries).hasValue(1);
  }

  @Test
  void aTaskThatBreaksDownTheWriterIsToldAndTheNextIsWritten() throws Exception {
    database.permits.release(PLENTY);
    CompletableFuture<String> broken =
        writer.submit(
            RunlessTask.of(_ -> {
              throw new StackOverflowError();
            }));
    assertThatThrownBy(() -> broken.get(60, TimeUnit.SECONDS))
        .hasMessageContaining("the writer broke down: java.lang.StackOverflowError");
    assertThat(writer.submit(giving("next")).get(60, TimeUnit.SECONDS)).isEqualTo("next");
  }

  @Test
  void whatWaitsIsWrittenBeforeTheWriterCloses() throws Exception {
    List<RunlessTask<String>> tasks = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      tasks.add(giving("x"));
    }
    List<CompletableFuture<String>> futures = gathered(tasks);
    database.permits.release(PLENTY);
    writer.close();
    assertThat(futures).map(CompletableFuture::join).containsOnly("x").hasSize(50);
    assertThat(told.get()).isPositive();
    assertThatThrownBy(() -> writer.call(giving("late")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the storage is closed");
  }

  @Test
  void aTaskThatFindsNoRoomInTimeIsToldSo() {
    GroupCommit full =
        new GroupCommit(database, () -> {}, new GroupCommit.Limits(1, Duration.ZERO));
    // The writer takes one of these, and another fills the queue: the transaction has no permit.
    List<CompletableFuture<String>> tasks = new ArrayList<>();
    while (tasks.stream().noneMatch(CompletableFuture::isDone)) {
      tasks.add(full.submit(RunlessTask.of(_ -> "done")));
    }
    assertThatThrownBy(tasks.getLast()::join)
        .hasCauseInstanceOf(StorageException.class)
        .hasMessageContaining("1 writes waited for 0 s, and this one was not begun");
    database.permits.release(PLENTY);
    full.close();
  }
}
