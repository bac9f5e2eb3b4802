package io.dagwerk.daemon;

import io.dagwerk.codeclient.Answer;
import io.dagwerk.codeclient.CodeLocation;
import io.dagwerk.codeclient.CodeServerProcess;
import io.dagwerk.codeclient.EndedWorker;
import io.dagwerk.codeclient.LaunchWorker;
import io.dagwerk.codeclient.LaunchedWorker;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.RunId;
import io.dagwerk.plan.LocationIndex;
import io.dagwerk.protocol.SnapshotCodec;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Snapshots;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One version of a location's code, in a code server of its own, with the attempts that it works
/// on. Thread-safe.
final class ServedVersion {
  private static final Duration LAUNCH = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final Executor REWATCH =
      CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

  private final CodeServerProcess process;
  private final CodeLocation client;
  private final LocationIndex index;
  private final boolean hasOwnMappings;
  private final long since = System.nanoTime();
  private final Set<Key> busy = new HashSet<>();
  private Optional<ContentHash> stored = Optional.empty();
  private boolean isRetired;
  private volatile boolean isClosed;

  private record Key(RunId run, int attempt) {}

  ServedVersion(CodeServerProcess process, CodeLocation client, LocationSnapshot snapshot) {
    this.process = process;
    this.client = client;
    this.index = LocationIndex.of(snapshot);
    this.hasOwnMappings = OwnMappings.areIn(snapshot);
  }

  CodeServerProcess process() {
    return process;
  }

  /// How long it has been served.
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  CodeLocation client() {
    return client;
  }

  LocationIndex index() {
    return index;
  }

  LocationSnapshot snapshot() {
    return index.snapshot();
  }

  /// Whether only the user's code can say which partitions some input needs.
  boolean hasOwnMappings() {
    return hasOwnMappings;
  }

  /// Stores the definitions, which are the same for all runs of the version, at its first run.
  synchronized ContentHash storedIn(Snapshots snapshots) {
    if (stored.isEmpty()) {
      stored = Optional.of(snapshots.put(Bytes.of(SnapshotCodec.encode(snapshot()))));
    }
    return stored.get();
  }

  /// Keeps the version for an attempt that is going to be launched, if it is not yet.
  ///
  /// @return whether it may have more runs
  synchronized boolean keepFor(RunId run, int attempt) {
    if (!isRetired) {
      busy.add(new Key(run, attempt));
    }
    return !isRetired;
  }

  /// Gives up what [#keepFor] has kept.
  void release(RunId run, int attempt) {
    over(new Key(run, attempt));
  }

  /// Starts a worker for an attempt for which the version is kept.
  Answer<LaunchedWorker> launch(LaunchWorker attempt) {
    Answer<LaunchedWorker> answer = client.launch(attempt, LAUNCH);
    if (answer instanceof Answer.Missing<LaunchedWorker>) {
      release(attempt.run(), attempt.attempt());
    }
    return answer;
  }

  /// Kills the worker of an attempt, if it is one of this version.
  ///
  /// @return whether it was
  boolean kill(RunId run, int attempt) {
    boolean isOurs;
    synchronized (this) {
      isOurs = busy.contains(new Key(run, attempt));
    }
    return isOurs && client.stop(run, attempt, STOP) instanceof Answer.Given<RunId>;
  }

  private void ended(EndedWorker worker) {
    over(new Key(worker.run(), worker.attempt()));
  }

  private void over(Key key) {
    boolean isOver;
    synchronized (this) {
      busy.remove(key);
      isOver = isRetired && busy.isEmpty();
    }
    if (isOver) {
      close();
    }
  }

  synchronized boolean isBusy() {
    return !busy.isEmpty();
  }

  /// Gets no more runs, and ends with the last of those that it has.
  void retire() {
    boolean isOver;
    synchronized (this) {
      isRetired = true;
      isOver = busy.isEmpty();
    }
    if (isOver) {
      close();
    }
  }

  /// Tells the ends of its workers until it is closed, also when the connection breaks on the way.
  void watch(Consumer<EndedWorker> watcher) {
    client.watch(
        worker -> {
          ended(worker);
          watcher.accept(worker);
        },
        () -> {
          if (!isClosed && process.isAlive()) {
            REWATCH.execute(() -> watch(watcher));
          }
        });
  }

  /// Ends the code server; workers with a run go on.
  void close() {
    isClosed = true;
    client.close();
    process.close();
  }
}
