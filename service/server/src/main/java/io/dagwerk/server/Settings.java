package io.dagwerk.server;

import io.dagwerk.automation.retention.LogRetention;
import io.dagwerk.config.Binding;
import io.dagwerk.config.ConfigType;
import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.config.Environment;
import io.dagwerk.config.Name;
import io.dagwerk.config.Secret;
import io.dagwerk.model.Isolation;
import io.dagwerk.model.PoolLimits;
import io.dagwerk.runhost.RunWaits;
import io.dagwerk.storage.postgres.PostgresSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// What `dagwerk.yaml` says. Paths are relative to the folder that the file lies in.
///
/// ```yaml
/// locations:
///   flights:
///     definitions: com.example.Flights
///     classPath: [target/classes]
///     classPathFile: target/classpath
///   ships:
///     address: code.example.com:4000
///     tls: {caCertificate: ca.pem}
///     token: {env: SHIPS_TOKEN}
/// ```
public record Settings(
    @Doc("The code locations, by name") SequencedMap<String, CodeSettings> locations,
    @Doc("Where runs are kept; in a file of the instance's folder when it is left out")
        Optional<PostgresEntry> postgres,
    @Doc("Limits of runs") RunSettings runs,
    @Doc(
            "How many slots of each pool the steps of one run may hold at once, by the name of the pool")
        Optional<SequencedMap<String, Integer>> pools,
    @Doc("How long is kept what runs log and print") LogSettings logs,
    @Doc("How large what is taken and kept may be") LimitSettings limits,
    @Doc("Where workers of other machines reach this server; they cannot when it is left out")
        Optional<RunHostSettings> runHost,
    @Doc("Where the API is reached, and by whom") HttpSettings http,
    @Doc("How the pages look") UiSettings ui) {
  /// @throws IllegalArgumentException when a pool has no slot
  public Settings {
    var _ = poolLimits(pools);
  }

  /// The same for a server that changes nothing.
  Settings asReadOnly() {
    return new Settings(
        locations, postgres, runs, pools, logs, limits, runHost, http.asReadOnly(), ui);
  }

  PoolLimits poolLimits() {
    return poolLimits(pools);
  }

  private static PoolLimits poolLimits(Optional<SequencedMap<String, Integer>> pools) {
    return pools.map(PoolLimits::new).orElse(PoolLimits.NONE);
  }

  /// The variables of the environment that hold secrets of the instance.
  List<String> secretVariables() {
    Stream<Secret<String>> ofDatabase =
        postgres().stream().flatMap(entry -> Stream.of(entry.url(), entry.password()));
    Stream<Secret<String>> ofLocations =
        locations().values().stream().flatMap(code -> code.token().stream());
    Stream<Secret<String>> ofHttp = http().token().stream();
    return Stream.of(ofDatabase, ofLocations, ofHttp)
        .flatMap(secrets -> secrets)
        .flatMap(secret -> secret.variable().stream())
        .toList();
  }

  /// A code location: code that this server loads, or the address of a code server that runs by
  /// itself.
  public record CodeSettings(
      @Doc("The class that declares the definitions, a CodeLocation") Optional<String> definitions,
      @Doc("Folders and jars with the code and its libraries") Optional<List<Path>> classPath,
      @Doc("A file that holds more of the class path, as build tools write it")
          Optional<Path> classPathFile,
      @Doc("The JDK that the code runs on, 25 or newer; that of the server when it is left out")
          Optional<Path> javaHome,
      @Doc(
              "Where its code server listens, HOST:PORT, when it runs by itself; instead of definitions")
          Optional<String> address,
      @Doc("How that code server is known; required on another machine, and plain when left out")
          Optional<TrustSettings> tls,
      @Doc("What that code server wants to be shown, as {env: NAME}; required on another machine")
          Optional<Secret<String>> token,
      @Doc(
              "Whether each run has a process of its own (process), or runs share some and start at once (shared); a job may say otherwise")
          @Default("process")
          LocationIsolation isolation) {}

  /// What runs share whose job says nothing.
  public enum LocationIsolation {
    /// Nothing.
    @Name("process")
    PROCESS(Isolation.PROCESS),
    /// Processes.
    @Name("shared")
    SHARED(Isolation.SHARED);

    private final Isolation isolation;

    LocationIsolation(Isolation isolation) {
      this.isolation = isolation;
    }

    Isolation isolation() {
      return isolation;
    }
  }

  /// A PostgreSQL database.
  public record PostgresEntry(
      @Doc("As JDBC has it, such as jdbc:postgresql://localhost:5432/dagwerk") Secret<String> url,
      @Doc("Who connects") String user,
      @Doc("The password of the user") Secret<String> password,
      @Doc("The most connections that a host opens, 2 or more") @Default("10") int connections) {
    /// @throws IllegalArgumentException with what is wrong
    public PostgresEntry {
      var _ = new PostgresSettings(url.reveal(), user, password.reveal(), connections);
    }

    PostgresSettings settings() {
      return new PostgresSettings(url.reveal(), user, password.reveal(), connections);
    }
  }

  /// How many runs there may be at once.
  public record RunSettings(
      @Doc(
              "How many runs with a process of their own this host has under way at once; as many as the machine has processors when it is left out")
          Optional<Integer> most,
      @Doc(
              "How many runs that share processes this host has under way at once; 64 have room in one process")
          @Default("64")
          int mostShared,
      @Doc(
              "How many workers of each location wait with everything loaded at most; where nothing is launched, one does")
          @Default("2")
          int spareWorkers,
      @Doc("How long a canceled run may take to end before its worker is killed") @Default("15s")
          Duration cancelGrace,
      @Doc(
              "How long a worker may take to start, before its run fails; a job may say otherwise by .startTimeout(...)")
          @Default("2m")
          Duration startTimeout,
      @Doc(
              "How long a run may wait in the queue, before it fails; without end when it is left out; a job may say otherwise by .queueTimeout(...)")
          Optional<Duration> queueTimeout) {
    /// @throws IllegalArgumentException with what is wrong
    public RunSettings {
      if (most.isPresent() && most.get() < 1) {
        throw new IllegalArgumentException(
            "most is 1 or more, or no run would ever start, but found " + most.get());
      }
      if (mostShared < 1) {
        throw new IllegalArgumentException(
            "mostShared is 1 or more, or no run of a shared process would ever start, but found "
                + mostShared);
      }
      if (spareWorkers < 0) {
        throw new IllegalArgumentException("spareWorkers is 0 or more, but found " + spareWorkers);
      }
      if (cancelGrace.isNegative()) {
        throw new IllegalArgumentException(
            "cancelGrace is 0 s or more, but found " + cancelGrace.toSeconds() + " s");
      }
      var _ = new RunWaits(startTimeout, queueTimeout);
    }

    RunWaits waits() {
      return new RunWaits(startTimeout, queueTimeout);
    }
  }

  /// How long the logs of runs are kept.
  public record LogSettings(
      @Doc("How long a run's log is kept after its end: a duration, or forever") @Default("90d")
          String keep) {
    private static final String FOREVER = "forever";

    /// @throws IllegalArgumentException with what is wrong
    public LogSettings {
      var _ = retention(keep);
    }

    LogRetention retention() {
      return retention(keep);
    }

    private static LogRetention retention(String keep) {
      if (keep.equals(FOREVER)) {
        return new LogRetention.Forever();
      }
      if (ConfigType.value(Duration.class).bind(keep, Environment.empty())
          instanceof Binding.Bound<Duration>(Duration length, _)) {
        return new LogRetention.For(length);
      }
      throw new IllegalArgumentException(
          "keep is a duration, such as 90d, or %s, but found '%s'".formatted(FOREVER, keep));
    }
  }
}
