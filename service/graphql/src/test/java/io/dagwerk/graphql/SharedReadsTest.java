package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.Operations;
import io.dagwerk.daemon.Principal;
import io.dagwerk.graphql.Tail.EventPage;
import io.dagwerk.graphql.Tail.Follower;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.StorageException;
import io.dagwerk.testsupport.Covers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Many who follow one run, and how often its log is read for them. Nothing looks by itself what
/// other hosts wrote, so that only what is written here counts.
final class SharedReadsTest {
  private static final int MANY = 200;
  private static final Duration NEVER = Duration.ofDays(1);

  private final InMemoryOperations operations = new InMemoryOperations();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private Consumer<Integer> whenRead = _ -> {};
  private final Operations counted = counted();
  private final Tail tail = new Tail(counted, NEVER);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private RunId run = RunId.of("0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b");

  /// Counts how often a log is read, and how often it is looked how the run stands.
  private Operations counted() {
    return (Operations)
        Proxy.newProxyInstance(
            SharedReadsTest.class.getClassLoader(),
            new Class<?>[] {Operations.class},
            (_, method, arguments) -> {
              try {
                Object answer = method.invoke(operations, arguments);
                if (method.getName().equals("find")) {
                  looks.incrementAndGet();
                }
                if (method.getName().equals("events")) {
                  whenRead.accept(reads.incrementAndGet());
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @BeforeEach
  void launch() {
    operations.serves("flights", Shop.jobOfAssets("refresh", ""));
    run = operations.launch(Principal.LOCAL, LaunchRequest.of("refresh"));
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private void happen() {
    operations.happen(run, new Event.RunDequeued());
  }

  private <T> List<Future<T>> many(Callable<T> each) {
    List<Future<T>> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      all.add(threads.submit(each));
    }
    return all;
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  /// The positions of all that a follower is told, to the end of the run.
  private List<Long> follow(int limit) throws InterruptedException {
    List<Long> told = new ArrayList<>();
    try (Follower follower = tail.follow(run)) {
      long after = 0;
      boolean isWhole = false;
      while (!isWhole) {
        EventPage page = follower.next(after, limit, NEVER);
        page.events().stream().map(RecordedEvent::position).forEach(told::add);
        after = page.after();
        isWhole = page.isWhole();
      }
    }
    return told;
  }

  @Test
  @Covers("K13.6")
  void twoHundredWhoFollowARunAreToldAllOfItByOneReadingForEachChange() throws Exception {
    int changes = 150;
    // Held by one who is there from the first to the last: what is known is known for all.
    try (Follower _ = tail.follow(run)) {
      List<Future<List<Long>>> followers = many(() -> follow(100));
      for (int i = 1; i < changes; i++) {
        happen();
      }
      operations.happen(run, new Event.RunSucceeded(Duration.ZERO));

      List<Long> all = LongStream.rangeClosed(1, changes + 1L).boxed().toList();
      for (Future<List<Long>> follower : followers) {
        assertThat(get(follower)).isEqualTo(all);
      }
    }
    // One at the beginning, one for each change, and one for each full page.
    assertThat(reads).hasValueLessThanOrEqualTo(1 + changes + 2);
    assertThat(looks).hasValueLessThanOrEqualTo(1 + changes + 2);
  }

  @Test
  @Covers("K13.6")
  void twoHundredSubscriptionsOfTheApiDoSoToo() throws Exception {
    GraphQlApi api = new GraphQlApi(counted, ServerFacts.PLAIN, tail);
    ConfigTree request =
        ConfigTree.of(
            Map.of(
                "query",
                "subscription { runEvents(run: \"%s\") { events { kind } isWhole } }"
                    .formatted(run)));
    List<AnswerStream> streams = new ArrayList<>();
    try (Follower _ = tail.follow(run)) {
      for (int i = 0; i < MANY; i++) {
        streams.add(api.answers(Principal.LOCAL, request));
      }
      for (AnswerStream stream : streams) {
        assertThat(stream.next().orElseThrow().toJson()).contains("RunQueued");
      }
      for (int change = 0; change < 10; change++) {
        happen();
        for (AnswerStream stream : streams) {
          assertThat(stream.next().orElseThrow().toJson()).containsOnlyOnce("RunDequeued");
        }
      }
    } finally {
      streams.forEach(AnswerStream::close);
    }
    assertThat(reads).hasValueLessThanOrEqualTo(1 + 10);
    assertThat(looks).hasValueLessThanOrEqualTo(1 + 10);
  }

  @Test
  void whatIsWrittenWhileARunIsReadIsToldToThoseWhoAskAfterwards() throws Exception {
    try (Follower early = tail.follow(run);
        Follower late = tail.follow(run)) {
      List<Future<EventPage>> afterwards = new ArrayList<>();
      whenRead =
          number -> {
            if (number == 1) {
              // The first reading has found nothing by now, and is not done.
              happen();
              afterwards.add(threads.submit(() -> late.next(1, 10, NEVER)));
            }
          };

      assertThat(early.next(1, 10, NEVER).after()).isEqualTo(2);
      assertThat(get(afterwards.getFirst()).after()).isEqualTo(2);
    }
  }

  @Test
  void aReadingThatFailsFailsForThoseWhoWaitedForIt() throws Exception {
    whenRead =
        _ -> {
          throw new StorageException("the database does not answer");
        };
    try (Follower follower = tail.follow(run)) {
      List<Future<EventPage>> followers = many(() -> follower.next(1, 10, NEVER));
      for (Future<EventPage> each : followers) {
        assertThatThrownBy(() -> get(each))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(StorageException.class);
      }

      whenRead = _ -> {};
      assertThat(follower.next(0, 10, NEVER).after()).isEqualTo(1);
    }
  }

  @Test
  void whoGoesBeforeItIsReadLeavesTheOthersTheirAnswer() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    whenRead =
        number -> {
          if (number == 1) {
            reading.countDown();
            await(goOn);
          }
        };
    try (Follower follower = tail.follow(run)) {
      Future<EventPage> goes = threads.submit(() -> follower.next(1, 10, NEVER));
      await(reading);
      Future<EventPage> stays = threads.submit(() -> follower.next(1, 10, NEVER));
      goes.cancel(true);
      goOn.countDown();
      happen();

      assertThat(get(stays).after()).isEqualTo(2);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts it", e);
    }
  }

  @Test
  void whatOthersWroteIsSeenByThoseTooWhoWaitForLessThanTheTimeToLook() throws Exception {
    Tail looking = new Tail(counted, Duration.ofMillis(1));
    try (Follower _ = looking.follow(run);
        Follower asking = looking.follow(run)) {
      assertThat(asking.next(1, 10, Duration.ZERO).events()).isEmpty();
      operations.happenUnseen(run, new Event.RunDequeued());
      Future<EventPage> told =
          threads.submit(() -> {
            EventPage page = asking.next(1, 10, Duration.ZERO);
            while (page.events().isEmpty()) {
              page = asking.next(1, 10, Duration.ZERO);
            }
            return page;
          });

      assertThat(get(told).after()).isEqualTo(2);
    }
  }

  @Test
  void whatOthersWroteIsSeenWhenItIsTimeToLook() throws Exception {
    Tail looking = new Tail(counted, Duration.ofMillis(1));
    whenRead =
        number -> {
          if (number == 3) {
            operations.happenUnseen(run, new Event.RunDequeued());
          }
        };
    try (Follower follower = looking.follow(run)) {
      Future<EventPage> told = threads.submit(() -> follower.next(1, 10, NEVER));

      assertThat(get(told).after()).isEqualTo(2);
    }
  }

  @Test
  void aPositionThatNoEventHasDisturbsNobody() throws Exception {
    try (Follower odd = tail.follow(run);
        Follower usual = tail.follow(run)) {
      assertThat(odd.next(1_000, 10, Duration.ZERO).events()).isEmpty();
      assertThat(usual.next(0, 10, NEVER).after()).isEqualTo(1);
      happen();
      assertThat(usual.next(1, 10, NEVER).after()).isEqualTo(2);
    }
  }

  @Test
  void nothingIsKeptOfARunThatNobodyFollows() throws Exception {
    tail.follow(run).close();
    operations.awaitWatchers(0);
    operations.happen(run, new Event.RunSucceeded(Duration.ZERO));

    assertThat(follow(10)).containsExactly(1L, 2L);
    operations.awaitWatchers(0);
  }
}
