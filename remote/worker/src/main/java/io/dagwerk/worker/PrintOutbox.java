package io.dagwerk.worker;

import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.PrintedStream;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.worker.UnstoredText.Part;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.LongSupplier;

/// What a run prints that the host has not stored, in memory that is bounded. Thread-safe.
///
/// Who prints faster than the host stores waits for it, a second at most. While the host is away or
/// stores nothing, nobody waits: when too much is kept, the oldest text of the longest stream goes,
/// and a line in its place says how much that was. So printing never fails and never stops a step.
///
/// At the end of a run a host that says nothing at all is waited for as one that is away: it stands
/// still, and goes on. One that answers, and stores nothing, is waited for half a minute: its disk
/// may be full for a while.
final class PrintOutbox {
  /// How much may wait in one stream while the host takes it, in bytes.
  private static final long ROOM = 512 << 10;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /// How long an attached host that answers may store nothing until it is not waited for any more.
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  private final long most;
  private final Runnable wake;
  private final LongSupplier nanos;
  private final Map<PrintedStream, UnstoredText> streams = new HashMap<>();
  private final SequencedSet<UnstoredText> unstored = new LinkedHashSet<>();
  private final SequencedSet<UnstoredText> sendable = new LinkedHashSet<>();
  private Host host = Host.AWAY;

  /// When the host has stored something last, and when it has said anything.
  private long storedAt;

  private long heardAt;
  private long size;
  private int bytesUnderWay;
  private int partsUnderWay;

  private enum Host {
    AWAY,
    STORING,
    /// Attached, but it has stored nothing for so long that nobody waits for it.
    STALLED,
    /// No host will take what is here.
    GONE
  }

  /// @param most how many bytes are kept
  /// @param wake called when there is something to send, on the thread that adds it
  PrintOutbox(long most, Runnable wake) {
    this(most, wake, System::nanoTime);
  }

  /// @param nanos the clock, as [System#nanoTime]
  PrintOutbox(long most, Runnable wake, LongSupplier nanos) {
    this.most = most;
    this.wake = wake;
    this.nanos = nanos;
  }

  /// Takes a line that was printed; waits while the host is slower than the step.
  void add(PrintedStream stream, String line) {
    byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (this) {
      UnstoredText of = streams.computeIfAbsent(stream, UnstoredText::new);
      awaitRoom(of);
      change(of, () -> of.add(text));
      dropTooMuch();
    }
    wake.run();
  }

  private void awaitRoom(UnstoredText text) {
    long until = nanos.getAsLong() + LONGEST_WAIT.toNanos();
    while (host == Host.STORING && (text.waitingSize() > ROOM || size > most)) {
      long left = millisTo(until);
      if (left <= 0) {
        host = Host.STALLED;
        return;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void dropTooMuch() {
    while (size > most) {
      Optional<UnstoredText> longest =
          unstored.stream().max(Comparator.comparingLong(UnstoredText::waitingSize));
      if (longest.isEmpty() || longest.get().waitingSize() == 0) {
        return;
      }
      change(longest.get(), longest.get()::drop);
    }
  }

  private void change(UnstoredText text, Runnable change) {
    if (host == Host.GONE) {
      return;
    }
    count(text, -1);
    change.run();
    count(text, 1);
    put(unstored, text, !text.isDone());
    put(sendable, text, text.isSendable());
    notifyAll();
  }

  private void count(UnstoredText text, int sign) {
    size += sign * text.size();
    bytesUnderWay += sign * text.underWay();
    partsUnderWay += text.isUnderWay() ? sign : 0;
  }

  private static void put(SequencedSet<UnstoredText> set, UnstoredText text, boolean belongs) {
    if (belongs) {
      set.add(text);
    } else {
      set.remove(text);
    }
  }

  /// Nothing more is expected of a step.
  void close(StepKey step) {
    synchronized (this) {
      for (Event.Stream stream : Event.Stream.values()) {
        Optional.ofNullable(streams.get(new PrintedStream(Optional.of(step), stream)))
            .ifPresent(text -> change(text, text::close));
      }
    }
    wake.run();
  }

  /// Nothing more is expected of the run.
  void close() {
    synchronized (this) {
      streams.values().forEach(text -> change(text, text::close));
    }
    wake.run();
  }

  /// What is to be sent next; empty when nothing is, or too much is not answered.
  synchronized Optional<Part> next() {
    if (sendable.isEmpty()
        || bytesUnderWay >= Protocol.PRINTED_WINDOW
        || partsUnderWay >= Protocol.PRINTED_MESSAGES) {
      return Optional.empty();
    }
    UnstoredText text = sendable.removeFirst();
    count(text, -1);
    Part part = text.next();
    count(text, 1);
    return Optional.of(part);
  }

  /// The host has a stream up to this place.
  synchronized void stored(PrintedStream stream, long end) {
    Optional<UnstoredText> text =
        Optional.ofNullable(streams.get(stream)).filter(UnstoredText::isUnderWay);
    if (text.isPresent() && host != Host.GONE) {
      host = Host.STORING;
      markStored();
      change(text.get(), () -> text.get().stored(end));
    }
  }

  /// The host is there.
  synchronized void attached() {
    host = Host.STORING;
    markStored();
    notifyAll();
  }

  private void markStored() {
    storedAt = nanos.getAsLong();
    heardAt = storedAt;
  }

  /// The host has said something, of whatever.
  synchronized void heard() {
    heardAt = nanos.getAsLong();
    notifyAll();
  }

  /// The host is away: what it has not answered is sent again.
  synchronized void detached() {
    if (host != Host.GONE) {
      host = Host.AWAY;
      List.copyOf(unstored).forEach(text -> change(text, text::sendAgain));
    }
  }

  /// No host will take what is here: nothing is kept any more.
  synchronized void abandon() {
    host = Host.GONE;
    streams.clear();
    unstored.clear();
    sendable.clear();
    notifyAll();
  }

  /// Waits until everything is stored.
  ///
  /// @param longest how long the host may be away, or stand still
  /// @return whether it is; false also when the host is there and stores nothing
  synchronized boolean awaitStored(Duration longest) throws InterruptedException {
    // It may have been silent because there was nothing to store.
    markStored();
    long until = storedAt + longest.toNanos();
    while (!unstored.isEmpty()) {
      long left = millisTo(until);
      boolean isRefusing = host != Host.AWAY && heardAt - storedAt >= LONGEST_SILENCE.toNanos();
      if (left <= 0 || isRefusing) {
        return false;
      }
      wait(left);
    }
    return host != Host.GONE;
  }

  private long millisTo(long nanoTime) {
    return (nanoTime - nanos.getAsLong()) / 1_000_000;
  }
}
