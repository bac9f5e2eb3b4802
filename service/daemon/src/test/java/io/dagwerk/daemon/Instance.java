package io.dagwerk.daemon;

import io.dagwerk.automation.queue.QueueLimits;
import io.dagwerk.model.Event;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.runhost.RunHostOptions;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.storage.files.FileComputeLogs;
import io.dagwerk.storage.sqlite.SqliteStorage;
import io.dagwerk.testsupport.UserCode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// An instance in a folder, with real processes and a database in a file, which can be started
/// again and again.
final class Instance implements AutoCloseable {
  static final Duration GRACE = Duration.ofSeconds(6);
  private static final RunHostOptions OPTIONS = new RunHostOptions(Duration.ofSeconds(20), GRACE);
  private static final String NAME = "first";
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final DaemonSettings settings;
  private final Supplier<Storage> database;
  private Storage storage;
  private Daemon daemon;

  /// On a database in a file.
  Instance(Path folder, int most) throws IOException {
    this(folder, most, () -> SqliteStorage.open(folder.resolve("dagwerk.db")));
  }

  /// @param database opens the stores, again and again
  Instance(Path folder, int most, Supplier<Storage> database) throws IOException {
    this(
        folder,
        UserCode.compile(
            folder,
            UserCode.source("Pipeline.java.txt").replace("@FOLDER@", folder.toString()),
            List.of()),
        most,
        database);
  }

  /// With other code than usual.
  ///
  /// @param source of `pipeline.Pipeline`
  static Instance of(Path folder, String source, int most, Supplier<Storage> database)
      throws IOException {
    return new Instance(folder, UserCode.compile(folder, source, List.of()), most, database);
  }

  /// With other code and other limits than usual, on a database in a file.
  ///
  /// @param source of `pipeline.Pipeline`
  static Instance limited(Path folder, String source, SizeLimits limits) throws IOException {
    return new Instance(
        folder,
        UserCode.compile(folder, source, List.of()),
        OPTIONS.limits(limits),
        2,
        () -> SqliteStorage.open(folder.resolve("dagwerk.db")));
  }

  private Instance(Path folder, UserCode code, int most, Supplier<Storage> database)
      throws IOException {
    this(folder, code, OPTIONS, most, database);
  }

  private Instance(
      Path folder, UserCode code, RunHostOptions options, int most, Supplier<Storage> database)
      throws IOException {
    this.folder = folder;
    this.database = database;
    LocationSettings location =
        new LocationSettings.OfCode(
            "pipeline", "pipeline.Pipeline", code.classPath(), folder.resolve("values"));
    this.settings =
        DaemonSettings.of(List.of(location), engine())
            .limits(QueueLimits.of(most))
            .runHost(options)
            .spareWorkers(1);
    this.storage = database.get();
    this.daemon = start(0, NAME);
  }

  static List<Path> engine() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  private Daemon start(int port, String name) throws IOException {
    return Daemon.start(stores(), settings.runHostPort(port).host(name), InstantSource.system());
  }

  private Daemon.Stores stores() throws IOException {
    return new Daemon.Stores(
        storage,
        new FileComputeLogs(folder.resolve("logs")),
        InstanceKey.in(folder.resolve("key")));
  }

  Daemon daemon() {
    return daemon;
  }

  /// Another host on the same stores, beside the first.
  Daemon another() throws IOException {
    return start(0, "another");
  }

  /// Another host on the same stores, which starts one more run and soon takes its own workers for
  /// lost.
  Daemon anotherHasty() throws IOException {
    return Daemon.start(
        stores(),
        settings
            .host("another")
            .limits(QueueLimits.of(2))
            .runHost(new RunHostOptions(RunHostOptions.LOCAL.silence(), GRACE)),
        InstantSource.system());
  }

  /// Whether any file of the instance has this text in it.
  boolean holds(String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
      return false;
    }
  }

  /// Deletes what a run said, as the retention does.
  void expire(RunId run) throws IOException {
    stores().logs().delete(run);
    var _ = storage.journal().expire(run, Instant.now(), 10_000);
  }

  /// Ends the host and lets another take its place.
  void restart() throws IOException {
    int port = daemon.runHostPort();
    daemon.close();
    storage.close();
    storage = database.get();
    daemon = start(port, NAME);
  }

  /// Does something while the host has ended.
  void whileAway(Callable<?> action) throws Exception {
    int port = daemon.runHostPort();
    daemon.close();
    try {
      var _ = action.call();
    } finally {
      daemon = start(port, NAME);
    }
  }

  RunId launch(String job) throws InterruptedException {
    awaitReady();
    return daemon.launch(Principal.LOCAL, LaunchRequest.of(job));
  }

  void awaitReady() throws InterruptedException {
    await(
        () -> daemon.locations().getFirst(),
        location -> location.state() == LocationStatus.State.READY);
  }

  StoredRun run(RunId run) {
    return daemon.find(run).orElseThrow();
  }

  List<Event> events(RunId run) {
    return daemon.events(run, 0, 10_000).stream().map(RecordedEvent::event).toList();
  }

  StoredRun awaitEnd(RunId run) throws InterruptedException {
    return await(() -> run(run), stored -> stored.status().isFinal());
  }

  StoredRun awaitStatus(RunId run, RunStatus status) throws InterruptedException {
    return await(() -> run(run), stored -> stored.status() == status);
  }

  <E extends Event> E awaitEvent(RunId run, Class<E> kind) throws InterruptedException {
    return await(
            () -> events(run).stream().filter(kind::isInstance).map(kind::cast).toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  /// Waits until what is looked up is as it should be.
  <T> T await(Supplier<T> lookup, Predicate<T> as) throws InterruptedException {
    Semaphore woken = new Semaphore(0);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try (var _ = daemon.watch(woken::release)) {
      for (T found = lookup.get(); true; found = lookup.get()) {
        if (as.test(found)) {
          return found;
        }
        if (System.nanoTime() > until) {
          throw new AssertionError(
              "it should have changed in %d s, but found %s".formatted(PATIENCE_SECONDS, found));
        }
        // Locations and queue reasons wake nobody.
        var _ = woken.tryAcquire(100, TimeUnit.MILLISECONDS);
      }
    }
  }

  /// How often a function of the user was called.
  long calls(String function) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(function + "-") && name.endsWith(".mark"))
          .count();
    }
  }

  /// Ends all runs: workers would wait for the next host.
  void cancelAll() throws InterruptedException {
    RunFilter open =
        RunFilter.all().of(RunStatus.QUEUED).of(RunStatus.STARTING).of(RunStatus.STARTED);
    for (StoredRun run : daemon.list(open, Optional.empty(), 100)) {
      cancel(run.id());
      awaitEnd(run.id());
    }
  }

  /// A run may end by itself in this moment.
  private void cancel(RunId run) {
    try {
      daemon.cancel(Principal.LOCAL, run, "the test is over");
    } catch (Refused refused) {
      if (!run(run).status().isFinal()) {
        throw refused;
      }
    }
  }

  /// Forgets how often functions were called, and what they wait for.
  void forgetCalls() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Instance::isMark).toList()) {
        Files.delete(file);
      }
    }
  }

  private static boolean isMark(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".mark")
        || name.equals("gate")
        || name.equals("mended")
        || name.equals("enough");
  }

  @Override
  public void close() {
    List<ProcessHandle> started =
        ProcessHandle.current().descendants().filter(Instance::isJava).toList();
    daemon.close();
    // Workers whose host has gone would wait for another one, and this process for their output.
    started.forEach(ProcessHandle::destroyForcibly);
    storage.close();
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/java")).isPresent();
  }
}
