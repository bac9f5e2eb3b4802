package io.dagwerk.daemon;

import io.dagwerk.codeclient.Answer;
import io.dagwerk.codeclient.EndedWorker;
import io.dagwerk.codeclient.LaunchWorker;
import io.dagwerk.codeclient.LaunchedWorker;
import io.dagwerk.model.Isolation;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.Nearest;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunProcess;
import io.dagwerk.plan.PlanRequest;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.runhost.WorkerOrigin;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The code locations of an instance, by name. Thread-safe.
final class Locations implements RunCode, AutoCloseable {
  private final DaemonSettings settings;
  private final RunHosts runHosts;
  private final SequencedMap<String, Location> byName;

  Locations(DaemonSettings settings, RunHosts runHosts, Listener listener) {
    this.settings = settings;
    this.runHosts = runHosts;
    SequencedMap<String, Location> all = new TreeMap<>();
    for (LocationSettings each : settings.locations()) {
      Location location =
          new Location(
              each.name(),
              CodeServers.of(settings, each, runHosts.here().target()),
              settings.longestLoad(),
              settings.runHost().limits(),
              new Location.Listener(listener.ended(), () -> changed(each, listener)));
      if (all.put(each.name(), location) != null) {
        throw new IllegalArgumentException(
            "two locations are called '%s'; rename one".formatted(each.name()));
      }
    }
    this.byName = Ordered.copyOf(all);
  }

  /// Is told of all locations what a [Location.Listener] is told of one.
  record Listener(Consumer<EndedWorker> ended, Runnable changed) {}

  private void changed(LocationSettings settings, Listener listener) {
    listener.changed().run();
    if (settings instanceof LocationSettings.OfCode of) {
      of.code().stands(get(settings.name()).status());
    }
  }

  void start() {
    for (LocationSettings each : settings.locations()) {
      if (each instanceof LocationSettings.OfCode of) {
        of.code().watch(() -> get(of.name()).changed());
      }
    }
    byName.values().forEach(Location::start);
  }

  Collection<Location> all() {
    return byName.values();
  }

  /// How each stands, as soon as its first code server has answered or failed.
  List<LocationStatus> loaded() {
    byName.values().forEach(Location::awaitLoading);
    return byName.values().stream().map(Location::status).toList();
  }

  Optional<Location> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  @Override
  public Optional<String> unready(String name) {
    Optional<Location> location = find(name);
    if (location.isEmpty()) {
      return Optional.of("this instance has no location '%s'".formatted(name));
    }
    return location.get().ready().isPresent()
        ? Optional.empty()
        : Optional.of("location '%s' %s".formatted(name, location.get().status().describe()));
  }

  /// What runs of a location share, whose job says nothing.
  Isolation isolation(String name) {
    return settings.locations().stream()
        .filter(location -> location.name().equals(name))
        .findFirst()
        .map(LocationSettings::isolation)
        .orElse(Isolation.PROCESS);
  }

  /// What the settings describe no more was perhaps at an address.
  @Override
  public WorkerOrigin origin(String name) {
    return settings.locations().stream()
        .filter(location -> location.name().equals(name))
        .findFirst()
        .map(location ->
            switch (location) {
              case LocationSettings.OfCode _ -> WorkerOrigin.OWN;
              case LocationSettings.AtAddress _ -> WorkerOrigin.ELSEWHERE;
            })
        .orElse(WorkerOrigin.ELSEWHERE);
  }

  @Override
  public Optional<Kept> keep(String name, RunId run, int attempt) {
    return find(name)
        .flatMap(location -> location.readyFor(run, attempt))
        .map(version -> new KeptVersion(version, runHosts, run, attempt));
  }

  private record KeptVersion(ServedVersion version, RunHosts runHosts, RunId run, int attempt)
      implements Kept {
    @Override
    public String codeVersion() {
      return version.snapshot().codeVersion();
    }

    @Override
    public Answer<LaunchedWorker> launch(String token, RunProcess process) {
      RunHostAddress runHost = version.isOwn() ? runHosts.here() : runHosts.elsewhere();
      return version.launch(new LaunchWorker(run, attempt, token, runHost, process));
    }

    @Override
    public void release() {
      version.release(run, attempt);
    }
  }

  /// @throws Refused when there is none of this name
  Location get(String name) {
    return find(name)
        .orElseThrow(() ->
            new Refused(
                "there is no location '%s'; there are %s%s"
                    .formatted(
                        name,
                        byName.sequencedKeySet(),
                        Nearest.hint(name, List.copyOf(byName.keySet())))));
  }

  /// The location that a job is looked for in.
  ///
  /// @throws Refused when none is named and not exactly one has the job
  Location of(LaunchRequest request) {
    if (request.location().isPresent()) {
      return get(request.location().get());
    }
    if (byName.size() == 1) {
      return byName.firstEntry().getValue();
    }
    byName.values().forEach(Location::awaitLoading);
    List<Location> having =
        byName.values().stream().filter(location -> has(location, request.job())).toList();
    return switch (having.size()) {
      case 1 -> having.getFirst();
      case 0 ->
          throw new Refused(
              "no location has a job '%s'; the locations are %s"
                  .formatted(request.job(), described()));
      default ->
          throw new Refused(
              "%d locations have a job '%s': %s; name one of them"
                  .formatted(
                      having.size(), request.job(), having.stream().map(Location::name).toList()));
    };
  }

  private List<String> described() {
    return byName.values().stream()
        .map(location -> "'%s', which %s".formatted(location.name(), location.status().describe()))
        .toList();
  }

  private static boolean has(Location location, String job) {
    return location
        .status()
        .served()
        .filter(served ->
            served.jobs().stream().map(JobSnapshot::name).anyMatch(job::equals)
                || (job.equals(PlanRequest.ASSETS)
                    && served.nodes().stream().anyMatch(node -> !node.assets().isEmpty())))
        .isPresent();
  }

  /// Kills the worker of an attempt, if one of the code servers knows it. One that does not answer
  /// keeps no other from it.
  void kill(RunId run, int attempt) {
    byName
        .values()
        .forEach(location -> Thread.startVirtualThread(() -> location.kill(run, attempt)));
  }

  /// Each takes its time to end, so they end at once.
  @Override
  public void close() {
    List<Thread> closing =
        byName.values().stream()
            .map(location -> Thread.startVirtualThread(location::close))
            .toList();
    for (Thread each : closing) {
      try {
        each.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
