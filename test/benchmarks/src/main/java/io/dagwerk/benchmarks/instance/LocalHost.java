package io.dagwerk.benchmarks.instance;

import io.dagwerk.automation.queue.QueueLimits;
import io.dagwerk.daemon.Daemon;
import io.dagwerk.daemon.DaemonSettings;
import io.dagwerk.daemon.InstanceKey;
import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.LocationSettings;
import io.dagwerk.daemon.LocationStatus;
import io.dagwerk.daemon.Principal;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import io.dagwerk.storage.files.FileComputeLogs;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A host in this process, with a code server and workers of its own. Not thread-safe, but for
/// [#launch].
final class LocalHost implements AutoCloseable {
  private static final long LOOK_MILLIS = 2;
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);
  private static final long TICK_MILLIS = 20;

  private final Storage storage;
  private final Outside outside;
  private final Daemon daemon;

  /// How a host works.
  ///
  /// @param most how many runs may be under way at once
  record Options(int spares, int most) {}

  LocalHost(InstanceDatabase database, InstanceCode code, Place place, Options options)
      throws Exception {
    this.storage = database.storage();
    if (!storage.weaknesses().isEmpty()) {
      throw new IllegalStateException("the figures would not count: " + storage.weaknesses());
    }
    this.outside = new Outside(database);
    DaemonSettings settings =
        DaemonSettings.of(
                List.of(
                    new LocationSettings.OfCode(
                        InstanceCode.LOCATION,
                        InstanceCode.DEFINITIONS,
                        code.classPath(),
                        place.folder().resolve("values"))),
                place.engine())
            .limits(QueueLimits.of(options.most()))
            .spareWorkers(options.spares())
            .cache(place.cache());
    this.daemon =
        Daemon.start(
            new Daemon.Stores(
                storage,
                new FileComputeLogs(place.folder().resolve("logs")),
                InstanceKey.in(place.folder().resolve("key"))),
            settings,
            InstantSource.system());
    awaitReady();
  }

  /// Where an instance works.
  ///
  /// @param engine the class path of code servers and workers
  /// @param cache where the JVM's cache of our classes is
  record Place(Path folder, List<Path> engine, Path cache) {}

  private void awaitReady() throws InterruptedException {
    while (daemon.locations().getFirst().state() != LocationStatus.State.READY) {
      if (daemon.locations().getFirst().state() == LocationStatus.State.DOWN) {
        throw new IllegalStateException(daemon.locations().getFirst().describe());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  RunId launch(String job) {
    return daemon.launch(Principal.LOCAL, LaunchRequest.of(job));
  }

  List<StoredStep> steps(RunId run) {
    return daemon.steps(run);
  }

  /// Waits until another connection reads that the run has succeeded.
  ///
  /// @return when it did
  Instant awaitSuccess(RunId run) throws SQLException, InterruptedException {
    Instant seen = outside.await(run, RunStatus::isFinal);
    StoredRun stored = daemon.find(run).orElseThrow();
    if (stored.status() != RunStatus.SUCCEEDED) {
      throw new IllegalStateException(
          "run %s is %s: %s".formatted(run, stored.status(), stored.reason()));
    }
    return seen;
  }

  /// Waits until code server and workers compute nothing, which they do once the spares are there.
  void awaitIdle() throws InterruptedException {
    Instant until = Instant.now().plus(LONGEST_IDLE);
    long before = -1;
    for (long now = used(); now != before && Instant.now().isBefore(until); now = used()) {
      before = now;
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS * TICK_MILLIS);
    }
  }

  /// The processor time that this process, code server and workers that live have taken.
  static Duration processorTime() {
    return Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
        .map(it -> it.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static long used() {
    return ProcessHandle.current()
        .descendants()
        .mapToLong(
            it -> it.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / TICK_MILLIS)
        .sum();
  }

  @Override
  public void close() throws SQLException {
    daemon.close();
    outside.close();
    storage.close();
  }
}
