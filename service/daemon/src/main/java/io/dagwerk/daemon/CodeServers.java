package io.dagwerk.daemon;

import io.dagwerk.codeclient.CodeServerProcess;
import io.dagwerk.codeclient.Jdk;
import io.dagwerk.protocol.LocationSpec;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/// The code servers of a location. For code that is being written, one waits with nothing loaded
/// but Dagwerk itself, for the next version. Thread-safe.
final class CodeServers implements Location.CodeServers {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final DaemonSettings settings;
  private final LocationSettings.OfCode location;
  private final String runHost;
  private Optional<CodeServerProcess> waiting = Optional.empty();
  private boolean hasStarted;
  private boolean isClosed;

  /// @param runHost where workers report to, `host:port`
  CodeServers(DaemonSettings settings, LocationSettings.OfCode location, String runHost) {
    this.settings = settings;
    this.location = location;
    this.runHost = runHost;
  }

  /// The code servers of a location, whoever starts them.
  ///
  /// @param runHost where workers that are started here report to, `host:port`
  static Location.CodeServers of(
      DaemonSettings settings, LocationSettings location, String runHost) {
    return switch (location) {
      case LocationSettings.OfCode code -> new CodeServers(settings, code, runHost);
      case LocationSettings.AtAddress elsewhere -> new CodeServersElsewhere(elsewhere);
    };
  }

  private record Loaded(CodeServers servers, CodeSource.Loadable code) implements Location.Code {
    @Override
    public CodeServerProcess serve() throws IOException {
      return servers.start(code);
    }
  }

  @Override
  public Location.Code code() throws IOException, InterruptedException {
    return new Loaded(this, location.code().code());
  }

  private CodeServerProcess start(CodeSource.Loadable code) throws IOException {
    LocationSpec spec =
        new LocationSpec(location.name(), code.definitions(), code.classPath(), location.values());
    CodeServerProcess process = take();
    process.give(spec.arguments());
    var _ = process.workerWaits().thenRun(location.code()::workerWaits);
    return process;
  }

  /// While the code is compiled, a process starts already. The first has no time to rehearse.
  @Override
  public synchronized void prepare() throws IOException {
    if (!location.code().isWatched() || isClosed || waiting.isPresent()) {
      return;
    }
    CodeServerProcess process = blank();
    waiting = Optional.of(process);
    if (hasStarted) {
      process.rehearse();
    }
  }

  private synchronized CodeServerProcess take() throws IOException {
    Optional<CodeServerProcess> taken = waiting.filter(CodeServerProcess::isAlive);
    waiting = Optional.empty();
    hasStarted = true;
    return taken.isPresent() ? taken.get() : blank();
  }

  private CodeServerProcess blank() throws IOException {
    Optional<Jdk> jdk = Optional.empty();
    if (location.javaHome().isPresent()) {
      jdk = Optional.of(Jdk.in(location.javaHome().get()));
    }
    return CodeServerProcess.start(
        new CodeServerProcess.Blank(
            jdk.orElseGet(Jdk::ofProcess),
            settings.engine(),
            settings.spareWorkers(),
            runHost,
            settings.cache()),
        settings.withheld());
  }

  @Override
  public Duration longestPause() {
    return LONGEST_PAUSE;
  }

  @Override
  public void close() {
    Optional<CodeServerProcess> left;
    synchronized (this) {
      isClosed = true;
      left = waiting;
      waiting = Optional.empty();
    }
    left.ifPresent(CodeServerProcess::close);
    try {
      location.code().close();
    } catch (RuntimeException e) {
      System.getLogger(CodeServers.class.getName())
          .log(Level.WARNING, "location '%s' does not close".formatted(location.name()), e);
    }
  }
}
