package io.dagwerk.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Event.FailureKind;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AtOnceTest {
  private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

  @Test
  void resultsComeInTheOrderOfWhatWasAsked() throws Exception {
    assertThat(AtOnce.map(HUNDRED, 8, each -> each * each))
        .isEqualTo(HUNDRED.stream().map(each -> each * each).toList());
  }

  @Test
  void asManyAreDoneAtATimeAsAllowedAndNoMore() throws Exception {
    CyclicBarrier four = new CyclicBarrier(4);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtOnce.map(
        HUNDRED,
        4,
        each -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          awaitAll(four);
          now.decrementAndGet();
          return each;
        });
    assertThat(most).hasValue(4);
  }

  private static void awaitAll(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the others did not come", e);
    }
  }

  @Test
  void afterAFailureNothingMoreIsBegun() {
    Set<Integer> begun = ConcurrentHashMap.newKeySet();
    assertThatThrownBy(() ->
            AtOnce.map(
                HUNDRED,
                1,
                each -> {
                  begun.add(each);
                  if (each == 3) {
                    throw new StepFailure(FailureKind.OUTPUT, "the disk is full");
                  }
                  return each;
                }))
        .isInstanceOf(StepFailure.class)
        .hasMessage("the disk is full");
    assertThat(begun).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void anInterruptReachesThoseThatAreUnderWay() throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    AtomicBoolean reached = new AtomicBoolean();
    AtomicBoolean thrown = new AtomicBoolean();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                AtOnce.map(
                    List.of(1, 2),
                    2,
                    each -> {
                      underWay.countDown();
                      try {
                        new CountDownLatch(1).await();
                      } finally {
                        reached.set(Thread.currentThread().isVirtual());
                      }
                      return each;
                    });
              } catch (InterruptedException e) {
                thrown.set(true);
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    assertThat(underWay.await(30, TimeUnit.SECONDS)).isTrue();
    caller.interrupt();
    caller.join();
    assertThat(thrown).isTrue();
    assertThat(reached).isTrue();
  }

  @Test
  void itsThreadsPrintForTheStepOfTheCaller() throws Exception {
    InheritableThreadLocal<String> scope = new InheritableThreadLocal<>();
    scope.set("the step");
    assertThat(AtOnce.map(List.of(1, 2), 2, _ -> scope.get())).containsOnly("the step");
  }
}
