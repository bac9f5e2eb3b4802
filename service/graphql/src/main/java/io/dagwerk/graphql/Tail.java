package io.dagwerk.graphql;

import io.dagwerk.daemon.Operations;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads the logs of runs where they grow, and waits for more. Those who follow the same run share
/// what is read of it. Thread-safe.
final class Tail {
  private final Operations operations;
  private final Duration lookAgain;

  /// Guarded by itself.
  private final Map<RunId, Shared> shared = new HashMap<>();

  Tail(Operations operations) {
    this(operations, Wakes.LOOK_AGAIN);
  }

  /// @param lookAgain how long it may take until what another host has stored is seen
  Tail(Operations operations, Duration lookAgain) {
    this.operations = operations;
    this.lookAgain = lookAgain;
  }

  /// A part of the log of a run.
  ///
  /// @param after the position to go on after
  /// @param isWhole whether the run has ended and no event comes after these
  record EventPage(List<RecordedEvent> events, long after, boolean isWhole) {}

  private record Shared(FollowedRun run, int followers) {}

  /// One who follows a run, until it is closed.
  final class Follower implements AutoCloseable {
    private final RunId id;
    private final FollowedRun run;

    private Follower(RunId id, FollowedRun run) {
      this.id = id;
      this.run = run;
    }

    /// The events after a position, as soon as there is one; none when none came while it waited,
    /// or none can come any more.
    EventPage next(long after, int limit, Duration longest) throws InterruptedException {
      return run.next(after, limit, longest);
    }

    @Override
    public void close() {
      leave(id);
    }
  }

  /// Closed once by whoever follows.
  Follower follow(RunId id) {
    FollowedRun run;
    synchronized (shared) {
      run =
          shared
              .merge(
                  id,
                  new Shared(new FollowedRun(operations, id, lookAgain), 1),
                  (others, _) -> new Shared(others.run(), others.followers() + 1))
              .run();
    }
    try {
      run.watch();
    } catch (RuntimeException | Error e) {
      leave(id);
      throw e;
    }
    return new Follower(id, run);
  }

  private void leave(RunId id) {
    Shared left;
    synchronized (shared) {
      Shared before = Objects.requireNonNull(shared.get(id));
      left = new Shared(before.run(), before.followers() - 1);
      if (left.followers() > 0) {
        shared.put(id, left);
      } else {
        shared.remove(id);
      }
    }
    if (left.followers() == 0) {
      left.run().close();
    }
  }

  /// The events after a position, as soon as there is one; none when none came while it waited, or
  /// none can come any more.
  EventPage read(RunId run, long after, int limit, Duration wait) {
    if (wait.isZero()) {
      return read(run, after, limit);
    }
    try (Follower follower = follow(run)) {
      return follower.next(after, limit, wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return read(run, after, limit);
    }
  }

  private EventPage read(RunId run, long after, int limit) {
    // In this order: an event that comes between the two is read.
    boolean hasEnded = hasEnded(operations, run);
    List<RecordedEvent> events = operations.events(run, after, limit);
    return new LogWindow.Piece(after, limit, 0, hasEnded, events).page();
  }

  /// Whether nothing more comes of a run; so of one that is not there.
  static boolean hasEnded(Operations operations, RunId run) {
    return operations.find(run).map(found -> found.status().isFinal()).orElse(true);
  }
}
