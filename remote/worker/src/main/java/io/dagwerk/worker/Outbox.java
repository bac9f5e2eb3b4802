package io.dagwerk.worker;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The events of a run that are not acknowledged, in their order: those that are sent, then those
/// that wait, first in memory and then in a file. Adding never waits for the host. Thread-safe.
///
/// The first batches are sent at once; while they are under way the next one gathers. So batches
/// are small when the host is quick, and large when it is busy, without a timer.
final class Outbox {
  /// How many events are sent before the first of them is acknowledged.
  static final int WINDOW = 8192;

  /// How many batches are under way before the next one is filled.
  static final int BATCHES = 2;

  /// How many bytes of events are sent before the first of them is acknowledged, but for the last
  /// event of them: the host has them in memory meanwhile, with those of all other workers.
  static final int MOST_BYTES_SENT = 4 << 20;

  private static final int MOST_IN_BATCH = 512;
  private static final int MOST_BYTES_IN_BATCH = 512 << 10;

  private final Spool spool;
  private final long mostInMemory;
  private final Runnable wake;
  private final Deque<byte[]> sent = new ArrayDeque<>();
  private final Deque<byte[]> waiting = new ArrayDeque<>();

  /// The number of the last event of each batch that is under way.
  private final Deque<Long> underWay = new ArrayDeque<>();

  private long bytesInMemory;
  private long bytesSent;
  private long acknowledged;

  /// The number of the last event that was sent on any stream. What an earlier stream has sent may
  /// be stored after a later one has begun.
  private long everSent;

  private boolean isAbandoned;

  /// @param mostInMemory bytes of events
  /// @param wake called when there is something to send, on the thread that adds it
  Outbox(Spool spool, long mostInMemory, Runnable wake) {
    this.spool = spool;
    this.mostInMemory = mostInMemory;
    this.wake = wake;
  }

  /// Some events to be sent, in their order.
  ///
  /// @param firstSequence the number of the first, from 1
  record Batch(long firstSequence, List<byte[]> events) {
    Batch {
      events = List.copyOf(events);
    }
  }

  /// Nothing when the outbox is abandoned.
  ///
  /// @throws UncheckedIOException when it can be kept nowhere
  void add(byte[] event) {
    addWithNext(event);
    wake.run();
  }

  /// The same for one that is soon followed by another: it is sent with that, or when the worker
  /// says next that it lives.
  synchronized void addWithNext(byte[] event) {
    if (isAbandoned) {
      return;
    }
    if (spool.isEmpty() && bytesInMemory < mostInMemory) {
      waiting.add(event);
      bytesInMemory += event.length;
    } else {
      spool.add(event);
    }
  }

  /// What is to be sent next; empty when nothing waits, when too much is not acknowledged, or when
  /// batches are under way and a full one has not gathered.
  synchronized Optional<Batch> next() {
    if (isAbandoned) {
      return Optional.empty();
    }
    fill();
    if (underWay.size() >= BATCHES && waiting.size() < MOST_IN_BATCH) {
      return Optional.empty();
    }
    List<byte[]> events = new ArrayList<>();
    long first = acknowledged + sent.size() + 1;
    int bytes = 0;
    while (!waiting.isEmpty()
        && sent.size() < WINDOW
        && bytesSent < MOST_BYTES_SENT
        && events.size() < MOST_IN_BATCH
        && bytes < MOST_BYTES_IN_BATCH) {
      byte[] event = waiting.remove();
      events.add(event);
      sent.add(event);
      bytes += event.length;
      bytesSent += event.length;
    }
    if (events.isEmpty()) {
      return Optional.empty();
    }
    long last = first + events.size() - 1;
    underWay.add(last);
    everSent = Math.max(everSent, last);
    return Optional.of(new Batch(first, events));
  }

  private void fill() {
    while (!spool.isEmpty() && (bytesInMemory < mostInMemory || waiting.isEmpty())) {
      byte[] event = spool.take();
      waiting.add(event);
      bytesInMemory += event.length;
    }
  }

  /// All events up to this number are stored.
  synchronized void acknowledge(long sequence) {
    while (acknowledged < sequence && !sent.isEmpty()) {
      bytesSent -= sent.element().length;
      forget(sent);
    }
    while (!underWay.isEmpty() && underWay.peek() <= acknowledged) {
      underWay.remove();
    }
    tellWhenDone();
  }

  private void forget(Deque<byte[]> stored) {
    bytesInMemory -= stored.remove().length;
    acknowledged++;
  }

  private void tellWhenDone() {
    if (isDone()) {
      notifyAll();
    }
  }

  /// A new stream begins: what is not stored is sent again.
  ///
  /// @param stored the number of the last event that the host has
  /// @throws IllegalStateException when the host has more than was ever sent
  synchronized void rewind(long stored) {
    if (isAbandoned) {
      return;
    }
    if (stored > everSent || stored < acknowledged) {
      throw new IllegalStateException(
          "the host has %d events of this worker, which has sent %d to %d"
              .formatted(stored, acknowledged, everSent));
    }
    underWay.clear();
    bytesSent = 0;
    while (!sent.isEmpty()) {
      waiting.addFirst(sent.removeLast());
    }
    while (acknowledged < stored) {
      forget(waiting);
    }
    tellWhenDone();
  }

  private boolean isDone() {
    return sent.isEmpty() && waiting.isEmpty() && spool.isEmpty();
  }

  /// No host will take what is here: nothing is kept any more.
  synchronized void abandon() {
    isAbandoned = true;
    sent.clear();
    waiting.clear();
    notifyAll();
  }

  /// Waits until everything is stored, or the outbox is abandoned.
  ///
  /// @return whether it is stored
  synchronized boolean awaitAcknowledged(Duration longest) throws InterruptedException {
    long until = System.nanoTime() + longest.toNanos();
    while (!isAbandoned && !isDone()) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return !isAbandoned;
  }
}
