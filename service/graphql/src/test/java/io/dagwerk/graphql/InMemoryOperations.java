package io.dagwerk.graphql;

import io.dagwerk.daemon.Assets;
import io.dagwerk.daemon.LaunchPlan;
import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.LocationStatus;
import io.dagwerk.daemon.Metrics;
import io.dagwerk.daemon.Operations;
import io.dagwerk.daemon.PastRuns;
import io.dagwerk.daemon.Principal;
import io.dagwerk.daemon.Readiness;
import io.dagwerk.daemon.Refused;
import io.dagwerk.daemon.ReloadedSettings;
import io.dagwerk.daemon.RerunRequest;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Nearest;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Journal;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StorageException;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import io.dagwerk.spi.memory.MemoryStorage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// An instance that lives in memory and does nothing by itself: a test says what happens in its
/// runs, and to whom it says no. Thread-safe.
public final class InMemoryOperations implements Operations {
  private static final ContentHash HASH = ContentHash.of(Bytes.ofText(""));

  private final TreeMap<RunId, InMemoryRun> runs = new TreeMap<>();
  private final Map<LogKey, String> logs = new LinkedHashMap<>();
  private final SequencedMap<String, LocationStatus> locations = new LinkedHashMap<>();
  private final Object watching = new Object();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Runnable> whenWatched = new ConcurrentLinkedQueue<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final MemoryStorage storage = new MemoryStorage();
  private final Metrics metrics = new Metrics();
  private boolean hasDatabase = true;
  private Optional<ReloadedSettings> settings = Optional.empty();
  private final List<Object> requests = new CopyOnWriteArrayList<>();
  private Consumer<RunId> whenLaunched = _ -> {};
  private Consumer<RunId> whenCanceled = _ -> {};
  private Instant now = Instant.parse("2001-01-31T06:00:00Z");

  /// What was asked to be stopped.
  public record Cancellation(RunId run, String reason) {}

  /// A location that is served with these jobs.
  public void serves(String location, JobSnapshot... jobs) {
    serves(
        new LocationSnapshot(
            location, "code-1", List.of(), List.of(jobs), List.of(), List.of(), List.of()));
  }

  /// A location that is served.
  public void serves(LocationSnapshot snapshot) {
    String location = snapshot.name();
    locations.put(
        location,
        new LocationStatus(
            location, LocationStatus.State.READY, Optional.of(snapshot), Optional.empty()));
  }

  /// A location that could not be loaded.
  public void isDown(String location, ErrorInfo trouble) {
    locations.put(
        location,
        new LocationStatus(
            location, LocationStatus.State.DOWN, Optional.empty(), Optional.of(trouble)));
  }

  /// What is to happen after each launch.
  public void whenLaunched(Consumer<RunId> then) {
    whenLaunched = then;
  }

  /// What is to happen after each cancellation.
  public void whenCanceled(Consumer<RunId> then) {
    whenCanceled = then;
  }

  /// What is to happen as soon as somebody waits; said several times, one after the other.
  public void whenWatched(Runnable then) {
    whenWatched.add(then);
  }

  /// All that was asked for, in order: requests as they came, [Cancellation]s, names of locations.
  public List<Object> requests() {
    return List.copyOf(requests);
  }

  /// Events of a run, each a second after the one before.
  public void happen(RunId run, Event... events) {
    happenUnseen(run, events);
    watchers.forEach(Runnable::run);
  }

  /// Events that another host wrote: nobody here is woken.
  void happenUnseen(RunId run, Event... events) {
    synchronized (runs) {
      for (Event event : events) {
        now = now.plusSeconds(1);
        get(run).happen(now, event);
      }
    }
  }

  /// The log of a run has become too old.
  public void expireLog(RunId run) {
    synchronized (runs) {
      now = now.plusSeconds(1);
      get(run).expireLog(now);
    }
    logs.keySet().removeIf(key -> key.run().equals(run));
  }

  /// What is printed in a run.
  public void print(LogKey key, String text) {
    synchronized (runs) {
      logs.merge(key, text, String::concat);
    }
  }

  @Override
  public RunId launch(Principal by, LaunchRequest request) {
    return launch(by, request, nextId());
  }

  @Override
  public RunId launch(Principal by, LaunchRequest request, RunId id) {
    if (findRun(id).isPresent()) {
      return id;
    }
    requireJob(request);
    requests.add(request);
    queue(run(request, id), request.config());
    whenLaunched.accept(id);
    return id;
  }

  private void requireJob(LaunchRequest request) {
    List<String> jobs =
        locations.values().stream()
            .flatMap(location -> location.served().stream())
            .flatMap(served -> served.jobs().stream())
            .map(JobSnapshot::name)
            .toList();
    if (!jobs.contains(request.job()) && !request.job().equals("assets")) {
      throw new Refused(
          "job '%s' is not defined%s".formatted(request.job(), Nearest.hint(request.job(), jobs)));
    }
  }

  private NewRun run(LaunchRequest request, RunId id) {
    return new NewRun(
        id,
        new NewRun.Work(
            request.job(),
            request.mode().orElse("default"),
            request.location().orElse(locations.firstEntry().getKey()),
            "code-1",
            new NewRun.Contents(HASH, HASH, HASH)),
        Optional.empty(),
        request.priority(),
        request.tags());
  }

  @Override
  public LaunchPlan preview(Principal by, LaunchRequest request) {
    requireJob(request);
    NewRun run = run(request, RunId.createdAt(now));
    return new LaunchPlan(
        run.work().location(),
        new InMemoryRun(run, request.config(), now).plan(),
        run.work().mode(),
        request.config(),
        request.tags(),
        List.of("asset 'raw' is external, nothing here makes it"));
  }

  @Override
  public LaunchPlan preview(Principal by, RerunRequest request) {
    StoredRun parent =
        find(request.parent())
            .orElseThrow(() -> new Refused("there is no run '%s'".formatted(request.parent())));
    NewRun run = parent.run();
    return new LaunchPlan(
        run.work().location(),
        new InMemoryRun(run, ConfigTree.empty(), now).plan(),
        run.work().mode(),
        ConfigTree.empty(),
        run.tags(),
        List.of());
  }

  private RunId nextId() {
    synchronized (runs) {
      now = now.plusSeconds(1);
      return RunId.createdAt(now);
    }
  }

  private void queue(NewRun run, ConfigTree config) {
    synchronized (runs) {
      runs.put(run.id(), new InMemoryRun(run, config, now));
    }
    happen(run.id(), new Event.RunQueued());
  }

  @Override
  public RunId rerun(Principal by, RerunRequest request) {
    return rerun(by, request, nextId());
  }

  @Override
  public RunId rerun(Principal by, RerunRequest request, RunId id) {
    if (findRun(id).isPresent()) {
      return id;
    }
    InMemoryRun parent = get(request.parent());
    if (!parent.stored().status().isFinal()) {
      throw new Refused("run %s has not ended; cancel it first".formatted(request.parent()));
    }
    requests.add(request);
    NewRun before = parent.stored().run();
    queue(
        new NewRun(
            id,
            before.work(),
            Optional.of(new NewRun.Lineage(before.id(), before.root())),
            before.priority(),
            before.tags()),
        parent.config());
    whenLaunched.accept(id);
    return id;
  }

  @Override
  public void cancel(Principal by, RunId run, String reason) {
    RunStatus status = get(run).stored().status();
    if (status.isFinal()) {
      throw new Refused("run %s has ended: it is %s".formatted(run, status));
    }
    requests.add(new Cancellation(run, reason));
    happen(run, new Event.RunCanceling(reason));
    whenCanceled.accept(run);
  }

  @Override
  public void delete(Principal by, RunId run) {
    synchronized (runs) {
      if (!get(run).stored().status().isFinal()) {
        throw new Refused("run %s has not ended; cancel it first".formatted(run));
      }
      runs.remove(run);
    }
  }

  private InMemoryRun get(RunId run) {
    synchronized (runs) {
      return Optional.ofNullable(runs.get(run))
          .orElseThrow(() -> new Refused("there is no run %s".formatted(run)));
    }
  }

  private Optional<InMemoryRun> findRun(RunId run) {
    synchronized (runs) {
      return Optional.ofNullable(runs.get(run));
    }
  }

  @Override
  public Optional<StoredRun> find(RunId run) {
    synchronized (runs) {
      return findRun(run).map(InMemoryRun::stored);
    }
  }

  @Override
  public List<StoredRun> list(RunFilter filter, Optional<RunId> before, int limit) {
    synchronized (runs) {
      return before
          .map(last -> runs.headMap(last, false))
          .orElse(runs)
          .descendingMap()
          .values()
          .stream()
          .map(InMemoryRun::stored)
          .filter(filter::passes)
          .limit(limit)
          .toList();
    }
  }

  @Override
  public List<StoredStep> steps(RunId run) {
    synchronized (runs) {
      return findRun(run).map(InMemoryRun::steps).orElse(List.of());
    }
  }

  @Override
  public List<StoredStep> steps(RunId run, Optional<StepKey> after, int limit) {
    return steps(run).stream()
        .filter(step -> after.map(last -> step.step().compareTo(last) > 0).orElse(true))
        .limit(limit)
        .toList();
  }

  @Override
  public PastRuns past() {
    return new InMemoryPast(this);
  }

  @Override
  public Optional<Plan> plan(RunId run) {
    return findRun(run).map(InMemoryRun::plan);
  }

  @Override
  public Optional<ConfigTree> config(RunId run) {
    return findRun(run).map(InMemoryRun::config);
  }

  @Override
  public List<RecordedEvent> events(RunId run, long after, int limit) {
    synchronized (runs) {
      return findRun(run).map(InMemoryRun::events).orElse(List.of()).stream()
          .filter(event -> event.position() > after)
          .limit(limit)
          .toList();
    }
  }

  @Override
  public List<LogKey> logs(RunId run) {
    synchronized (runs) {
      return logs.keySet().stream().filter(key -> key.run().equals(run)).toList();
    }
  }

  /// How many parts of streams were asked for.
  public int reads() {
    return reads.get();
  }

  @Override
  public LogSlice readLog(LogKey key, long offset, int limit) {
    reads.incrementAndGet();
    synchronized (runs) {
      byte[] all = Bytes.ofText(logs.getOrDefault(key, "")).toArray();
      int from = (int) Math.min(offset, all.length);
      int to = Math.min(all.length, from + limit);
      boolean isClosed = findRun(key.run()).map(it -> it.stored().status().isFinal()).orElse(true);
      return new LogSlice(
          offset, Bytes.of(Arrays.copyOfRange(all, from, to)), isClosed && to == all.length);
    }
  }

  @Override
  public Journal.Watch watch(Runnable wake) {
    synchronized (watching) {
      watchers.add(wake);
      watching.notifyAll();
    }
    Optional.ofNullable(whenWatched.poll()).ifPresent(Runnable::run);
    return () -> {
      synchronized (watching) {
        watchers.remove(wake);
        watching.notifyAll();
      }
    };
  }

  /// Waits until so many watch what happens, 20 s at most.
  ///
  /// @throws IllegalStateException when there are others by then
  public void awaitWatchers(int count) throws InterruptedException {
    long until = System.nanoTime() + 20_000_000_000L;
    synchronized (watching) {
      while (watchers.size() != count) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new IllegalStateException(
              "expected %d who watch, but found %d".formatted(count, watchers.size()));
        }
        watching.wait(left);
      }
    }
  }

  /// Whether the database answers from now on.
  public void hasDatabase(boolean answers) {
    hasDatabase = answers;
  }

  @Override
  public Readiness readiness() {
    return new Readiness(hasDatabase, Optional.of(Readiness.Role.ACTIVE), locations());
  }

  @Override
  public Metrics metrics() {
    return metrics;
  }

  /// What assets have come to.
  Storage storage() {
    return storage;
  }

  @Override
  public Assets assets() {
    if (!hasDatabase) {
      throw new StorageException("the database does not answer");
    }
    return new Assets(storage.assets(), this::locations, SizeLimits.DEFAULT, () -> now);
  }

  @Override
  public List<LocationStatus> locations() {
    return new ArrayList<>(locations.values());
  }

  @Override
  public void reload(Principal by, String location) {
    if (!locations.containsKey(location)) {
      throw new Refused(
          "there is no location '%s'%s"
              .formatted(location, Nearest.hint(location, locations.keySet())));
    }
    requests.add(location);
  }

  /// What reading the settings again comes to; without it, they are wrong.
  public void reloads(ReloadedSettings reloaded) {
    settings = Optional.of(reloaded);
  }

  @Override
  public ReloadedSettings reloadSettings(Principal by) {
    return settings.orElseThrow(() ->
        new Refused("dagwerk.yaml: there is no setting 'lokations'; did you mean 'locations'?"));
  }
}
