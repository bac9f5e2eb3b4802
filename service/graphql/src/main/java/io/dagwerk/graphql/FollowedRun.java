package io.dagwerk.graphql;

import io.dagwerk.daemon.Operations;
import io.dagwerk.graphql.LogWindow.Piece;
import io.dagwerk.graphql.Tail.EventPage;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.Journal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The log of one run, read once for all who follow it. Thread-safe.
///
/// Time is counted in *turns*: one begins whenever something was written, and when it is time to
/// look for what other hosts wrote. Of those who wait for more of the log after the same position,
/// one reading a turn is for all; those who are some events behind are told from what is kept. So
/// the number of readings is that of the turns, however many follow, and some more for those who
/// come from an older part of the log.
///
/// Why nobody misses an event. A wake comes after what it tells of was committed, and the watch is
/// there before the first reading. Whoever asks notes the turn *first*, then looks, and if there is
/// nothing, waits until there is a *later turn than the one noted*. A reading is stamped with the
/// turn in which it *began*, and "there is nothing" is taken from it only when its stamp is not
/// before the noted turn. So for an event that somebody was not told of when nothing was found:
///
/// - its wake came before the turn was noted: then it was committed before the reading began, which
///   would have found it;
/// - its wake comes later: then it begins a later turn, the waiting ends or does not begin, and the
///   next answer needs a reading that began after that wake.
///
/// Who is woken by a later write therefore never takes the answer of a reading from before it. A
/// reading that found events may be shared with everybody: they are immutable, follow the position
/// that was asked for without a gap, and whatever else there is comes with the next answer.
final class FollowedRun {
  private final Operations operations;
  private final RunId run;
  private final Duration lookAgain;
  private final Object starting = new Object();

  /// Guarded by `starting`.
  private Optional<Journal.Watch> watch = Optional.empty();

  /// Never held while something is read.
  private final ReentrantLock lock = new ReentrantLock();

  /// All that follows is guarded by `lock`.
  private final Condition turned = lock.newCondition();

  private long turn;

  /// When it began, as [System#nanoTime] has it.
  private long turnedAt = System.nanoTime();

  private Optional<LogWindow> window = Optional.empty();
  private final Map<Asked, CompletableFuture<Piece>> underWay = new HashMap<>();

  private record Asked(long after, int limit) {}

  /// @param lookAgain how long it may take until what another host has stored is seen
  FollowedRun(Operations operations, RunId run, Duration lookAgain) {
    this.operations = operations;
    this.run = run;
    this.lookAgain = lookAgain;
  }

  /// Called by each who follows, before anything else.
  void watch() {
    synchronized (starting) {
      if (watch.isEmpty()) {
        watch = Optional.of(operations.watch(this::turn));
      }
    }
  }

  /// Nobody follows it any more.
  void close() {
    synchronized (starting) {
      watch.ifPresent(Journal.Watch::close);
    }
  }

  /// The events after a position, as soon as there is one; none when none came while it waited, or
  /// none can come any more.
  EventPage next(long after, int limit, Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (true) {
      long noted = noted();
      EventPage page = current(after, limit, noted);
      long left = deadline - System.nanoTime();
      if (!page.events().isEmpty() || page.isWhole() || left <= 0) {
        return page;
      }
      await(noted, left);
    }
  }

  /// The turn that it is now. However short anybody waits, one begins that is due by time.
  private long noted() {
    lock.lock();
    try {
      turnWhenDue();
      return turn;
    } finally {
      lock.unlock();
    }
  }

  private void turn() {
    lock.lock();
    try {
      nextTurn();
    } finally {
      lock.unlock();
    }
  }

  /// Called with the lock.
  private void nextTurn() {
    turn++;
    turnedAt = System.nanoTime();
    turned.signalAll();
  }

  /// Called with the lock.
  private void turnWhenDue() {
    if (untilDue() <= 0) {
      nextTurn();
    }
  }

  private long untilDue() {
    return lookAgain.toNanos() - (System.nanoTime() - turnedAt);
  }

  /// Waits for a later turn, which begins by itself when it is due, or so long.
  private void await(long noted, long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    lock.lock();
    try {
      long left = nanos;
      while (turn == noted && left > 0) {
        long step = Math.min(untilDue(), left);
        if (step > 0) {
          var _ = turned.awaitNanos(step);
        }
        if (turn == noted) {
          turnWhenDue();
        }
        left = deadline - System.nanoTime();
      }
    } finally {
      lock.unlock();
    }
  }

  /// What there is after a position, as of a turn or later.
  private EventPage current(long after, int limit, long noted) throws InterruptedException {
    while (true) {
      CompletableFuture<Piece> reading;
      lock.lock();
      try {
        Optional<EventPage> known = window.flatMap(kept -> kept.page(after, limit, noted));
        if (known.isPresent()) {
          return known.get();
        }
        reading = underWay.computeIfAbsent(new Asked(after, limit), this::begin);
      } finally {
        lock.unlock();
      }
      Piece piece = of(reading);
      if (piece.turn() >= noted || !piece.events().isEmpty()) {
        return piece.page();
      }
    }
  }

  /// In a thread of its own, because whoever asked first may go before it is done.
  private CompletableFuture<Piece> begin(Asked asked) {
    CompletableFuture<Piece> reading = new CompletableFuture<>();
    long began = turn;
    var _ = Thread.startVirtualThread(() -> read(asked, began, reading));
    return reading;
  }

  private void read(Asked asked, long began, CompletableFuture<Piece> reading) {
    try {
      // In this order: an event that comes between the two is read.
      boolean hasEnded = Tail.hasEnded(operations, run);
      List<RecordedEvent> events = operations.events(run, asked.after(), asked.limit());
      Piece piece = new Piece(asked.after(), asked.limit(), began, hasEnded, events);
      done(asked, Optional.of(piece));
      reading.complete(piece);
    } catch (RuntimeException | Error e) {
      done(asked, Optional.empty());
      reading.completeExceptionally(e);
    }
  }

  private void done(Asked asked, Optional<Piece> found) {
    lock.lock();
    try {
      underWay.remove(asked);
      found.ifPresent(piece ->
          window =
              Optional.of(
                  window.map(kept -> kept.with(piece)).orElseGet(() -> LogWindow.of(piece))));
    } finally {
      lock.unlock();
    }
  }

  /// What keeps it from being read is told to all who wait for it.
  private static Piece of(CompletableFuture<Piece> reading) throws InterruptedException {
    try {
      return reading.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      throw new IllegalStateException("the log of a run cannot be read", e.getCause());
    }
  }
}
