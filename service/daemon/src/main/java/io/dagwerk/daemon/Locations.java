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
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.runhost.WorkerOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The code locations of an instance, by name; some come and others go while it works. Thread-safe.
final class Locations implements RunCode, AutoCloseable {
  private final RunHosts runHosts;
  private final Listener listener;

  /// Changed under the lock of this, as a whole.
  private volatile SequencedMap<String, Described> byName;

  private volatile DaemonSettings settings;

  /// What is no location any more and may have runs under way.
  private final List<Location> leaving = new ArrayList<>();

  /// A location, and what it was described by.
  private record Described(LocationSettings settings, Location location) {}

  Locations(DaemonSettings settings, RunHosts runHosts, Listener listener) {
    this.settings = settings;
    this.runHosts = runHosts;
    this.listener = listener;
    SequencedMap<String, Described> all = new TreeMap<>();
    byName(settings.locations())
        .forEach((name, each) -> all.put(name, new Described(each, location(each))));
    this.byName = Ordered.copyOf(all);
  }

  private static SequencedMap<String, LocationSettings> byName(List<LocationSettings> settings) {
    SequencedMap<String, LocationSettings> all = new TreeMap<>();
    for (LocationSettings each : settings) {
      if (all.put(each.name(), each) != null) {
        throw new IllegalArgumentException(
            "two locations are called '%s'; rename one".formatted(each.name()));
      }
    }
    return all;
  }

  private Location location(LocationSettings each) {
    return new Location(
        each.name(),
        codeServers(each),
        Patience.loading(settings.longestLoad()),
        settings.runHost().limits(),
        new Location.Listener(listener.ended(), () -> changed(each)));
  }

  private Location.CodeServers codeServers(LocationSettings each) {
    return CodeServers.of(settings, each, runHosts.here().target());
  }

  /// Is told of all locations what a [Location.Listener] is told of one.
  record Listener(Consumer<EndedWorker> ended, Runnable changed) {}

  private void changed(LocationSettings of) {
    listener.changed().run();
    if (of instanceof LocationSettings.OfCode code) {
      find(of.name()).ifPresent(location -> code.code().stands(location.status()));
    }
  }

  void start() {
    byName.values().forEach(Locations::start);
  }

  private static void start(Described each) {
    if (each.settings() instanceof LocationSettings.OfCode of) {
      of.code().watch(each.location()::changed);
    }
    each.location().start();
  }

  /// Has other locations be served from now on. What is described as before is left alone; what is
  /// described no more gets no more runs, and ends with the last of those that it has.
  ///
  /// @param withheld variables of the environment that the user's code is not to have
  synchronized LocationChanges replace(List<LocationSettings> others, List<String> withheld) {
    SequencedMap<String, LocationSettings> before = new TreeMap<>();
    byName.forEach((name, each) -> before.put(name, each.settings()));
    LocationChanges changes = LocationChanges.between(before, byName(others));
    settings = settings.withheld(withheld);
    leaving.removeIf(Location::isIdle);
    SequencedMap<String, Described> next = new TreeMap<>(byName);
    for (String name : changes.removed()) {
      Described left = Objects.requireNonNull(next.remove(name));
      leaving.add(left.location());
      Thread.startVirtualThread(left.location()::leave);
    }
    for (LocationSettings each : changes.changed()) {
      Location location = Objects.requireNonNull(next.get(each.name())).location();
      next.put(each.name(), new Described(each, location));
      location.move(codeServers(each));
    }
    List<Described> added =
        changes.added().stream().map(each -> new Described(each, location(each))).toList();
    added.forEach(each -> next.put(each.settings().name(), each));
    byName = Ordered.copyOf(next);
    added.forEach(Locations::start);
    listener.changed().run();
    return changes;
  }

  List<Location> all() {
    return byName.values().stream().map(Described::location).toList();
  }

  /// How each stands, as soon as its first code server has answered or failed.
  List<LocationStatus> loaded() {
    List<Location> all = all();
    all.forEach(Location::awaitLoading);
    return all.stream().map(Location::status).toList();
  }

  /// The names of those whose code is there.
  List<String> ready() {
    return all().stream()
        .filter(location -> location.ready().isPresent())
        .map(Location::name)
        .toList();
  }

  Optional<Location> find(String name) {
    return Optional.ofNullable(byName.get(name)).map(Described::location);
  }

  @Override
  public Optional<String> unready(String name) {
    Optional<Location> location = find(name);
    if (location.isEmpty()) {
      return Optional.of(
          "this instance has no location '%s'; describe it in the settings, or cancel the run"
              .formatted(name));
    }
    return location.get().ready().isPresent()
        ? Optional.empty()
        : Optional.of("location '%s' %s".formatted(name, location.get().status().describe()));
  }

  /// What runs of a location share, whose job says nothing.
  Isolation isolation(String name) {
    return Optional.ofNullable(byName.get(name))
        .map(described -> described.settings().isolation())
        .orElse(Isolation.PROCESS);
  }

  /// What the settings describe no more was perhaps at an address.
  @Override
  public WorkerOrigin origin(String name) {
    return Optional.ofNullable(byName.get(name))
        .map(described ->
            switch (described.settings()) {
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
      Optional<ProcessIdentity> besideUs =
          version.isOwn() ? ProcessIdentity.current() : Optional.empty();
      List<RunHostAddress> others = runHosts.others().apply(besideUs);
      return version.launch(new LaunchWorker(run, attempt, token, runHost, others, process));
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
    List<Location> all = all();
    if (all.size() == 1) {
      return all.getFirst();
    }
    all.forEach(Location::awaitLoading);
    List<Location> having = all.stream().filter(location -> has(location, request.job())).toList();
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
    return all().stream()
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
    allWithLeaving()
        .forEach(location -> Thread.startVirtualThread(() -> location.kill(run, attempt)));
  }

  private synchronized List<Location> allWithLeaving() {
    List<Location> all = new ArrayList<>(all());
    all.addAll(leaving);
    return all;
  }

  /// Each takes its time to end, so they end at once.
  @Override
  public void close() {
    List<Thread> closing =
        allWithLeaving().stream()
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
