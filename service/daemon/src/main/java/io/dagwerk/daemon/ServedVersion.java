package io.dagwerk.daemon;

import io.dagwerk.codeclient.Answer;
import io.dagwerk.codeclient.CodeLocation;
import io.dagwerk.codeclient.CodeServer;
import io.dagwerk.codeclient.EndedWorker;
import io.dagwerk.codeclient.LaunchWorker;
import io.dagwerk.codeclient.LaunchedWorker;
import io.dagwerk.model.ErrorInfo;
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

  private final CodeServer server;
  private final CodeLocation client;
  private final LocationIndex index;
  private final boolean hasOwnMappings;
  private final long since = System.nanoTime();
  private final Set<Key> busy = new HashSet<>();
  private Optional<ContentHash> stored = Optional.empty();
  private boolean isRetired;
  private volatile boolean isClosed;

  private record Key(RunId run, int attempt) {}

  ServedVersion(CodeServer server, CodeLocation client, LocationSnapshot snapshot) {
    this.server = server;
    this.client = client;
    this.index = LocationIndex.of(snapshot);
    this.hasOwnMappings = OwnMappings.areIn(snapshot);
  }

  /// Whether its code server answers no more.
  boolean isGone() {
    return server.isGone();
  }

  /// Whether its code server is this host's own, as are its workers.
  boolean isOwn() {
    return server.isOwn();
  }

  /// How long it has been served.
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /// What was answered to a question about this version.
  ///
  /// @throws Left when it was left unanswered because this version is not there any more
  /// @throws NotServed when there was no answer
  /// @throws Refused when the answer was an error
  <T> T answered(Answer<T> answer) {
    return switch (answer) {
      case Answer.Given<T>(T value) -> value;
      case Answer.Missing<T>(ErrorInfo error) -> {
        String problem =
            "location '%s' did not answer: %s".formatted(snapshot().name(), error.summary());
        if (isLeft(error)) {
          throw new Left(problem);
        }
        throw CodeLocation.isUnanswered(error) ? new NotServed(problem) : new Refused(problem);
      }
    };
  }

  private boolean isLeft(ErrorInfo error) {
    if (error.type().equals(CodeLocation.GONE)) {
      // Before anybody asks the next: it is for the next code server.
      server.disconnected(error.message());
    }
    // One of this host's own that ends when it is asked would end again.
    return CodeLocation.isUnanswered(error) && (isClosed || (isGone() && !isOwn()));
  }

  /// A question was left unanswered, as the version that it was about is not there any more. The
  /// next one may be asked.
  static final class Left extends NotServed {
    private static final long serialVersionUID = 1L;

    Left(String problem) {
      super(problem);
    }
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
    if (answer instanceof Answer.Missing<LaunchedWorker>(ErrorInfo error)) {
      // Before anybody launches the next: it is for the next code server.
      if (error.type().equals(CodeLocation.GONE)) {
        server.disconnected(error.message());
      }
      release(attempt.run(), attempt.attempt());
    }
    return answer;
  }

  /// Kills the worker of an attempt, if it is one of this version. A code server elsewhere may have
  /// started it for an earlier host, and is asked in any case.
  void kill(RunId run, int attempt) {
    boolean isOurs;
    synchronized (this) {
      isOurs = busy.contains(new Key(run, attempt));
    }
    if (isOurs || !isOwn()) {
      var _ = client.stop(run, attempt, STOP);
    }
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

  /// Tells the ends of its workers until it is closed, also when the connection breaks on the way
  /// and its code server lives.
  void watch(Consumer<EndedWorker> watcher) {
    client.watch(
        worker -> {
          ended(worker);
          watcher.accept(worker);
        },
        why -> {
          server.disconnected(why);
          if (!isClosed && !isGone()) {
            REWATCH.execute(() -> watch(watcher));
          }
        });
  }

  /// Ends the code server; workers with a run go on.
  void close() {
    isClosed = true;
    client.close();
    server.close();
  }
}
