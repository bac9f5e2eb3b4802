package io.dagwerk.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  @TempDir private Path folder;

  private Outbox outbox(long inMemory) {
    return new Outbox(new Spool(folder.resolve("events")), inMemory, () -> {});
  }

  private static byte[] event(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  /// The host's side: takes batches, forgets what it has twice, loses streams.
  private static final class Receiver {
    private final List<Integer> stored = new ArrayList<>();

    void take(Outbox.Batch batch) {
      long sequence = batch.firstSequence();
      for (byte[] event : batch.events()) {
        if (sequence == stored.size() + 1L) {
          stored.add(ByteBuffer.wrap(event).getInt());
        }
        sequence++;
      }
    }
  }

  @Test
  void anEventThatGoesWithTheNextWakesNobody() {
    AtomicInteger wakes = new AtomicInteger();
    Outbox outbox = new Outbox(new Spool(folder.resolve("events")), 400, wakes::incrementAndGet);
    outbox.addWithNext(event(0));
    assertThat(wakes).hasValue(0);
    outbox.add(event(1));
    assertThat(wakes).hasValue(1);
    assertThat(outbox.next().orElseThrow().events()).containsExactly(event(0), event(1));
  }

  @Test
  void whateverBreaksEveryEventIsStoredOnceInItsOrder() throws InterruptedException {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Outbox outbox = outbox(random.nextInt(400));
      Receiver host = new Receiver();
      int added = 0;
      while (added < 3000 || !outbox.awaitAcknowledged(Duration.ZERO)) {
        for (int more = random.nextInt(200); more > 0 && added < 3000; more--) {
          outbox.add(event(added++));
        }
        switch (random.nextInt(4)) {
          case 0 -> outbox.rewind(host.stored.size());
          case 1 -> outbox.acknowledge(host.stored.size());
          // A batch is lost on its way, and the stream with it.
          case 2 -> {
            outbox.next();
            outbox.rewind(host.stored.size());
          }
          default -> outbox.next().ifPresent(host::take);
        }
      }
      assertThat(host.stored).as("seed %d", seed).hasSize(3000).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void notMoreThanTheWindowIsSentUnacknowledged() {
    Outbox outbox = outbox(1 << 20);
    for (int i = 0; i < 3 * Outbox.WINDOW; i++) {
      outbox.add(event(i));
    }
    int sent = 0;
    for (Optional<Outbox.Batch> batch = outbox.next(); batch.isPresent(); batch = outbox.next()) {
      sent += batch.get().events().size();
    }
    assertThat(sent).isEqualTo(Outbox.WINDOW);
    outbox.acknowledge(10);
    assertThat(outbox.next()).hasValueSatisfying(more -> assertThat(more.events()).hasSize(10));
  }

  @Test
  void whileBatchesAreUnderWayTheNextOneGathers() {
    Outbox outbox = outbox(1 << 20);
    for (int i = 0; i < Outbox.BATCHES; i++) {
      outbox.add(event(i));
      assertThat(outbox.next()).isPresent();
    }
    outbox.add(event(Outbox.BATCHES));
    outbox.add(event(Outbox.BATCHES + 1));
    assertThat(outbox.next()).as("all batches are under way").isEmpty();
    outbox.acknowledge(1);
    assertThat(outbox.next())
        .hasValueSatisfying(batch -> {
          assertThat(batch.firstSequence()).isEqualTo(Outbox.BATCHES + 1L);
          assertThat(batch.events()).hasSize(2);
        });
  }

  @Test
  void aNewStreamForgetsWhatWasUnderWayOnTheOld() {
    Outbox outbox = outbox(1 << 20);
    for (int i = 0; i < Outbox.BATCHES; i++) {
      outbox.add(event(i));
      assertThat(outbox.next()).isPresent();
    }
    outbox.rewind(0);
    assertThat(outbox.next())
        .hasValueSatisfying(batch -> assertThat(batch.events()).hasSize(Outbox.BATCHES));
  }

  @Test
  void whatAnEarlierStreamHasSentMayBeStoredAfterALaterOneHasBegun() throws InterruptedException {
    Outbox outbox = outbox(1 << 20);
    for (int i = 0; i < 3; i++) {
      outbox.add(event(i));
    }
    assertThat(outbox.next()).hasValueSatisfying(batch -> assertThat(batch.events()).hasSize(3));
    outbox.rewind(1);
    // The second stream breaks before it has sent anything, and the first one's events are stored.
    outbox.rewind(2);
    assertThat(outbox.next())
        .hasValueSatisfying(batch -> {
          assertThat(batch.firstSequence()).isEqualTo(3);
          assertThat(batch.events()).containsExactly(event(2));
        });
    outbox.rewind(3);
    assertThat(outbox.awaitAcknowledged(Duration.ZERO)).isTrue();
  }

  @Test
  void eventsAreSentUntilTheirBytesAreTooMany() {
    Outbox outbox = outbox(64 << 20);
    int size = Outbox.MOST_BYTES_SENT / 1024;
    for (int i = 0; i < 4 * 1024; i++) {
      outbox.add(new byte[size]);
    }
    int sent = 0;
    for (Optional<Outbox.Batch> batch = outbox.next(); batch.isPresent(); batch = outbox.next()) {
      sent += batch.get().events().size();
    }
    assertThat(sent).isEqualTo(1024);
    outbox.acknowledge(10);
    assertThat(outbox.next()).hasValueSatisfying(more -> assertThat(more.events()).hasSize(10));
  }

  @Test
  void aHostThatKnowsEventsOfSomebodyElseIsNotBelieved() {
    Outbox outbox = outbox(1 << 20);
    outbox.add(event(0));
    assertThatThrownBy(() -> outbox.rewind(2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the host has 2 events");
  }

  @Test
  void anOutboxThatIsAbandonedEndsTheWaitAndKeepsNothing() throws InterruptedException {
    Outbox outbox = outbox(1);
    outbox.add(event(0));
    outbox.add(event(1));
    Thread waiting = Thread.currentThread();
    Thread.startVirtualThread(() -> {
      while (waiting.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      outbox.abandon();
    });
    assertThat(outbox.awaitAcknowledged(Duration.ofHours(1))).isFalse();
    outbox.add(event(2));
    assertThat(outbox.next()).isEmpty();
  }
}
