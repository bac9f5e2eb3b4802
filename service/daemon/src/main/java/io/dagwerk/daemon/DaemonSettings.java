package io.dagwerk.daemon;

import io.dagwerk.automation.queue.QueueLimits;
import io.dagwerk.automation.retention.LogRetention;
import io.dagwerk.runhost.RunHostOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How an instance works. Immutable.
///
/// @param engine the class path of Dagwerk's own jars, for code servers and workers
/// @param limits how many runs may be under way at once
/// @param spareWorkers how many workers of each location wait with everything loaded
/// @param runHostPort where workers report to, on loopback; 0 for a free one
/// @param longestLoad how long the code of a location may take to be loaded
/// @param host what this host is called among those of its database, the same at each start
/// @param retention how long the logs of runs are kept
/// @param cache a folder for what makes code servers and workers start sooner
/// @param withheld variables of the environment that the user's code is not to have
/// @param openRunHost where workers report to that code servers elsewhere start; on loopback too
///   when it is empty
public record DaemonSettings(
    List<LocationSettings> locations,
    List<Path> engine,
    QueueLimits limits,
    RunHostOptions runHost,
    int spareWorkers,
    int runHostPort,
    Duration longestLoad,
    String host,
    LogRetention retention,
    Optional<Path> cache,
    List<String> withheld,
    Optional<OpenRunHost> openRunHost) {
  public DaemonSettings {
    locations = List.copyOf(locations);
    engine = List.copyOf(engine);
    withheld = List.copyOf(withheld);
  }

  /// As many runs at once as the machine has processors.
  public static DaemonSettings of(List<LocationSettings> locations, List<Path> engine) {
    return new DaemonSettings(
        locations,
        engine,
        QueueLimits.of(Runtime.getRuntime().availableProcessors()),
        RunHostOptions.LOCAL,
        2,
        0,
        Duration.ofSeconds(60),
        "host-" + UUID.randomUUID(),
        LogRetention.usual(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  public DaemonSettings limits(QueueLimits others) {
    return new DaemonSettings(
        locations,
        engine,
        others,
        runHost,
        spareWorkers,
        runHostPort,
        longestLoad,
        host,
        retention,
        cache,
        withheld,
        openRunHost);
  }

  public DaemonSettings runHost(RunHostOptions options) {
    return new DaemonSettings(
        locations,
        engine,
        limits,
        options,
        spareWorkers,
        runHostPort,
        longestLoad,
        host,
        retention,
        cache,
        withheld,
        openRunHost);
  }

  public DaemonSettings spareWorkers(int number) {
    return new DaemonSettings(
        locations,
        engine,
        limits,
        runHost,
        number,
        runHostPort,
        longestLoad,
        host,
        retention,
        cache,
        withheld,
        openRunHost);
  }

  public DaemonSettings runHostPort(int port) {
    return new DaemonSettings(
        locations,
        engine,
        limits,
        runHost,
        spareWorkers,
        port,
        longestLoad,
        host,
        retention,
        cache,
        withheld,
        openRunHost);
  }

  public DaemonSettings longestLoad(Duration duration) {
    return new DaemonSettings(
        locations,
        engine,
        limits,
        runHost,
        spareWorkers,
        runHostPort,
        duration,
        host,
        retention,
        cache,
        withheld,
        openRunHost);
  }

  public DaemonSettings host(String name) {
    return new DaemonSettings(
        locations,
        engine,
        limits,
        runHost,
        spareWorkers,
        runHostPort,
        longestLoad,
        name,
        retention,
        cache,
        withheld,
        openRunHost);
  }

  public DaemonSettings retention(LogRetention other) {
    return new DaemonSettings(
        locations,
        engine,
        limits,
        runHost,
        spareWorkers,
        runHostPort,
        longestLoad,
        host,
        other,
        cache,
        withheld,
        openRunHost);
  }

  public DaemonSettings cache(Path folder) {
    return new DaemonSettings(
        locations,
        engine,
        limits,
        runHost,
        spareWorkers,
        runHostPort,
        longestLoad,
        host,
        retention,
        Optional.of(folder),
        withheld,
        openRunHost);
  }

  public DaemonSettings withheld(List<String> variables) {
    return new DaemonSettings(
        locations,
        engine,
        limits,
        runHost,
        spareWorkers,
        runHostPort,
        longestLoad,
        host,
        retention,
        cache,
        variables,
        openRunHost);
  }

  public DaemonSettings openRunHost(OpenRunHost opened) {
    return new DaemonSettings(
        locations,
        engine,
        limits,
        runHost,
        spareWorkers,
        runHostPort,
        longestLoad,
        host,
        retention,
        cache,
        withheld,
        Optional.of(opened));
  }
}
