package io.dagwerk.daemon;

import io.dagwerk.codeclient.Answer;
import io.dagwerk.codeclient.CodeLocation;
import io.dagwerk.codeclient.CodeServer;
import io.dagwerk.codeclient.Completed;
import io.dagwerk.codeclient.EndedWorker;
import io.dagwerk.codeclient.LaunchWorker;
import io.dagwerk.codeclient.LaunchedWorker;
import io.dagwerk.codeclient.RunParts;
import io.dagwerk.codeclient.Validated;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.plan.LocationIndex;
import io.dagwerk.plan.VersionInputs;
import io.dagwerk.protocol.SnapshotCodec;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Snapshots;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
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

  /// What is said again is known again up to these: a plan by its steps, config in characters.
  private static final int MOST_STEPS = 200;

  private static final int LARGEST_KNOWN = 16 << 10;
  private static final Executor REWATCH =
      CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

  private final CodeServer server;
  private final CodeLocation client;
  private final LocationIndex index;
  private final boolean hasOwnMappings;
  private final long since = System.nanoTime();
  private final JustAnswered<RunParts, RunParts> completed = new JustAnswered<>(System::nanoTime);
  private final JustAnswered<Question, VersionInputs> valid = new JustAnswered<>(System::nanoTime);
  private final Set<Key> busy = new HashSet<>();
  private Optional<ContentHash> stored = Optional.empty();
  private boolean isRetired;
  private volatile boolean isClosed;

  private record Key(RunId run, int attempt) {}

  /// Whether a run can be done.
  private record Question(Plan plan, String mode, ConfigTree config) {}

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

  /// What is asked for with all that its job and its preset say.
  ///
  /// @throws Refused with all that stands in the way
  RunParts complete(RunParts asked, Duration deadline) {
    if (!isSmall(asked.config())) {
      return askedToComplete(asked, deadline);
    }
    RunParts parts = completed.to(asked, deadline, () -> askedToComplete(asked, deadline));
    if (!isSmall(parts.config())) {
      completed.forget(asked);
    }
    return parts;
  }

  private RunParts askedToComplete(RunParts asked, Duration deadline) {
    return switch (answered(client.complete(asked, deadline))) {
      case Completed.Refused(List<String> problems) -> throw new Refused(problems);
      case Completed.Complete(RunParts parts) -> parts;
    };
  }

  /// Has the code judge the config of a run.
  ///
  /// @return what the versions of its steps depend on
  /// @throws Refused with all that stands in the way
  VersionInputs validate(Plan plan, String mode, ConfigTree config, Duration deadline) {
    return switch (answered(client.validate(plan, mode, config, deadline))) {
      case Validated.Refused(List<String> problems) -> throw new Refused(problems);
      case Validated.Valid(VersionInputs inputs) -> inputs;
    };
  }

  /// The same for a run of which nothing depends on the answer but whether it may be launched: what
  /// was judged just now is not asked again. Its worker judges the config once more.
  ///
  /// @throws Refused with all that stands in the way
  void requireValid(Plan plan, String mode, ConfigTree config, Duration deadline) {
    if (plan.steps().size() > MOST_STEPS || !isSmall(config)) {
      var _ = validate(plan, mode, config, deadline);
    } else {
      var _ =
          valid.to(
              new Question(plan, mode, config),
              deadline,
              () -> validate(plan, mode, config, deadline));
    }
  }

  /// Whether it is worth its memory to know it.
  private static boolean isSmall(ConfigTree config) {
    return config.toJson().length() <= LARGEST_KNOWN;
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
