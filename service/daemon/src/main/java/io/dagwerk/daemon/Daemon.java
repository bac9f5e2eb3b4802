package io.dagwerk.daemon;

import io.dagwerk.automation.queue.QueueLimits;
import io.dagwerk.automation.recovery.Resume;
import io.dagwerk.automation.recovery.RunRetry;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.runhost.Clocks;
import io.dagwerk.runhost.LostWorker;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.runhost.Standing;
import io.dagwerk.runhost.Workers;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.Journal;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// A working instance: serves its code locations, starts the runs that wait, hears their workers,
/// and answers [Operations]. Thread-safe.
///
/// A run that was under way when an earlier host ended goes on: its worker finds this one, or is
/// taken for lost when it stays silent.
public final class Daemon implements Operations, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Daemon.class.getName());

  /// The lease of the host that turns the queue of the instance.
  public static final String ACTIVE_HOST = ActiveHost.LEASE;

  private final Stores stores;
  private final InstantSource clock;
  private final Optional<OwnRuns> own;
  private final Metrics metrics = new Metrics();
  private final Contents contents;
  private final StoredRuns runs;
  private final QueueLimits limitsOfRuns;
  private final Hosts hosts;
  private final HostStanding standing;
  private final RunHost host;
  private final RunHostServers servers;
  private final Locations locations;
  private final Launching launching;
  private final LostRuns lost;
  private final RunStarts starts;
  private final RunQueue queue;
  private final RunRetries retries;
  private final InheritedRuns inherited;
  private final ActiveHost active;
  private final RetentionLoop retention;
  private final DatabaseProbe probe;
  private final SizeLimits limits;
  private final Semaphore wakes = new Semaphore(0);
  private volatile SettingsSource settingsSource = SettingsSource.NONE;

  /// What an instance keeps.
  ///
  /// @param key of the instance; the same after every start
  public record Stores(Storage storage, ComputeLogs logs, InstanceKey key) {}

  /// @param own the only runs that are started, of a host that ends soon; all when empty
  private Daemon(Stores stores, DaemonSettings settings, InstantSource clock, Optional<OwnRuns> own)
      throws IOException {
    this.stores = stores;
    this.own = own;
    this.limits = settings.runHost().limits();
    this.clock = clock;
    this.contents = new Contents(stores.storage().snapshots());
    this.runs = new StoredRuns(stores.storage(), contents, stores.key(), this::runEnded, metrics);
    Clocks clocks = Clocks.of(clock);
    this.limitsOfRuns = settings.limits();
    this.hosts = new Hosts(stores.storage().leases(), settings.host(), clocks, this::note);
    this.standing =
        new HostStanding(
            hosts,
            stores.storage().runs(),
            run -> inherited().attached(run),
            runs::forgetWhatIsKnown);
    this.host = new RunHost(runs, stores.logs(), new LocalWorkers(), settings.runHost(), clock);
    this.servers = RunHostServers.start(host, settings);
    this.locations =
        new Locations(
            settings,
            servers.addresses().beside(standing::others),
            new Locations.Listener(
                ended ->
                    host.workerEnded(
                        ended.run(), ended.attempt(), ended.how(), ended.crashReport()),
                this::wakeQueue));
    this.launching =
        new Launching(
            new Queueing(stores.storage(), contents, runs.queued(), clock),
            locations,
            settings.runHost());
    RunStarts.Workplace workplace =
        new RunStarts.Workplace(stores.storage(), locations, host, stores.key(), clock);
    this.lost = new LostRuns(stores.storage());
    this.starts =
        new RunStarts(
            runs,
            workplace,
            new Replans(launching::replan, this::wakeQueue),
            lost,
            this::wakeQueue);
    this.inherited = new InheritedRuns(stores.storage(), runs, locations, host);
    Givings givings = new Givings(stores.storage().runs(), hosts, clocks);
    this.queue =
        new RunQueue(
            starts,
            workplace,
            new RunQueue.Allowed(settings.limits(), new WaitingRuns(stores.storage().runs(), own)),
            new RunQueue.Among(() -> active().fence(), hosts, givings, inherited),
            wakes);
    this.active =
        new ActiveHost(
            stores.storage().leases(),
            settings.host(),
            clocks,
            new HostWork(
                new HostWork.Known(stores.storage().runs(), runs, inherited, givings, own),
                hosts,
                host,
                settings.runHost().silence(),
                this::wakeQueue));
    this.retention =
        new RetentionLoop(
            stores,
            settings.retention(),
            clock,
            Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("dagwerk-retention").factory()));
    this.retries =
        new RunRetries(stores.storage(), lost, new FailedRuns(), clock, () -> active().fence());
    this.probe = new DatabaseProbe(stores.storage().leases(), metrics);
    metrics.watch(
        new Metrics.Watched(
            stores.storage(),
            () -> locations.all().stream().map(Location::lives).toList(),
            () -> active.fence().isPresent(),
            Metrics.loops(active.pulse(), queue.pulse(), retention.pulse()),
            clock));
  }

  /// What this host says to the others. One that ends soon takes nothing of theirs.
  private HostNote note() {
    return own.isPresent() ? HostNote.CLOSED : servers.note(limitsOfRuns, locations.ready());
  }

  /// For what asks later: the queue and the active host know each other.
  private ActiveHost active() {
    return active;
  }

  /// Starts to work. The stores stay the caller's to close, after this.
  ///
  /// @throws IOException when the port for workers is not free
  public static Daemon start(Stores stores, DaemonSettings settings, InstantSource clock)
      throws IOException {
    return start(stores, settings, clock, SettingsSource.NONE);
  }

  /// Starts to work, with settings that can be read again.
  ///
  /// @throws IOException when the port for workers is not free
  public static Daemon start(
      Stores stores, DaemonSettings settings, InstantSource clock, SettingsSource source)
      throws IOException {
    stores.storage().weaknesses().forEach(weakness -> LOG.log(Level.WARNING, weakness));
    Daemon daemon = new Daemon(stores, settings, clock, Optional.empty());
    daemon.settingsSource = source;
    daemon.active.start();
    daemon.locations.start();
    daemon.queue.start();
    daemon.retries.start();
    daemon.retention.start();
    return daemon;
  }

  /// Starts to work, but of the runs that wait starts only those that are launched here: for a host
  /// that ends soon.
  ///
  /// @throws IOException when the port for workers is not free
  public static Daemon startForOwnRuns(Stores stores, DaemonSettings settings, InstantSource clock)
      throws IOException {
    Daemon daemon = new Daemon(stores, settings, clock, Optional.of(new OwnRuns()));
    daemon.active.start();
    daemon.locations.start();
    daemon.queue.start();
    return daemon;
  }

  /// Hears the workers of the runs that an earlier host has started, so that those that are
  /// canceled come to their end. No code is loaded and no run started.
  ///
  /// @throws IOException when the port for workers is not free
  public static Daemon hearing(Stores stores, DaemonSettings settings, InstantSource clock)
      throws IOException {
    Daemon daemon = new Daemon(stores, settings, clock, Optional.of(new OwnRuns()));
    daemon.active.start();
    return daemon;
  }

  /// Serves the code locations only: no worker is heard, and a run that is launched waits.
  ///
  /// @throws IOException when no port is free
  public static Daemon serving(Stores stores, DaemonSettings settings, InstantSource clock)
      throws IOException {
    Daemon daemon = new Daemon(stores, settings, clock, Optional.empty());
    daemon.locations.start();
    return daemon;
  }

  /// Opens an instance to look at what it has stored: nothing is started, no worker is heard, and
  /// what is asked for waits for a host that works.
  ///
  /// @throws IOException when no port is free
  public static Daemon idle(Stores stores, InstantSource clock) throws IOException {
    return new Daemon(stores, DaemonSettings.of(List.of(), List.of()), clock, Optional.empty());
  }

  /// What programs show that ask this instance for something.
  public String apiToken() {
    return stores.key().ofApi();
  }

  /// Where workers report to; the next host takes the same, so that they find it.
  public int runHostPort() {
    return servers.port();
  }

  private void wakeQueue() {
    wakes.release();
  }

  private void runEnded() {
    // Of an instance that is being made no run ends.
    queue().runEnded();
    retries().wake();
  }

  private RunQueue queue() {
    return queue;
  }

  private InheritedRuns inherited() {
    return inherited;
  }

  private RunRetries retries() {
    return retries;
  }

  private final class FailedRuns implements RunRetries.Work {
    @Override
    public boolean isReady(String location) {
      return locations.unready(location).isEmpty();
    }

    @Override
    public void retry(RunId failed, RunRetry retry) {
      metrics.launching(() -> launching.retry(failed, retry));
      var _ = launched(retry.id());
    }
  }

  private final class LocalWorkers implements Workers {
    @Override
    public Standing standing() {
      return standing;
    }

    @Override
    public void kill(RunId run, int attempt) {
      locations.kill(run, attempt);
    }

    @Override
    public boolean resumes(RunId run, LostWorker worker) {
      if (starts.isToStart(run)) {
        return true;
      }
      if (inherited.isUnstarted(run, worker.attempt())) {
        starts.startAfter(run, worker.attempt());
        return true;
      }
      if (lost.decide(run) instanceof Resume.GoesOn) {
        starts.takeUp(run, worker);
        return true;
      }
      return false;
    }

    @Override
    public Optional<String> whyNotResumed(RunId run, LostWorker worker) {
      return lost.decide(run) instanceof Resume.Ends(Optional<String> why) ? why : Optional.empty();
    }
  }

  @Override
  public RunId launch(Principal by, LaunchRequest request) {
    RunId id = RunId.createdAt(clock.instant());
    metrics.launching(() -> launching.launchNew(by, request, id));
    return launched(id);
  }

  @Override
  public RunId launch(Principal by, LaunchRequest request, RunId id) {
    metrics.launching(() -> launching.launch(by, request, id));
    return launched(id);
  }

  @Override
  public LaunchPlan preview(Principal by, LaunchRequest request) {
    return launching.preview(by, request);
  }

  @Override
  public LaunchPlan preview(Principal by, RerunRequest request) {
    return launching.preview(by, request);
  }

  @Override
  public RunId rerun(Principal by, RerunRequest request) {
    return rerun(by, request, RunId.createdAt(clock.instant()));
  }

  @Override
  public RunId rerun(Principal by, RerunRequest request, RunId id) {
    metrics.launching(() -> launching.rerun(by, request, id));
    return launched(id);
  }

  private RunId launched(RunId run) {
    own.ifPresent(runs -> runs.add(run));
    wakeQueue();
    return run;
  }

  @Override
  public void cancel(Principal by, RunId run, String reason) {
    String why =
        reason.isBlank()
            ? "canceled by " + by.name()
            : "canceled by %s: %s".formatted(by.name(), reason.strip());
    own.ifPresent(mine -> mine.add(run));
    boolean isHeard =
        new Cancels(runs, contents, clock).cancel(() -> require(run), why)
            && require(run).isOf(hosts.name());
    if (isHeard) {
      host.cancel(run, why);
    }
  }

  private StoredRun require(RunId run) {
    return find(run).orElseThrow(() -> new Refused("there is no run '%s'".formatted(run)));
  }

  @Override
  public void delete(Principal by, RunId run) {
    StoredRun stored = require(run);
    if (!stored.status().isFinal()) {
      throw new Refused(
          "run %s is %s; cancel it, or wait for its end, before it is deleted"
              .formatted(run, stored.status()));
    }
    new RunDeletion(stores, clock).delete(run);
    LOG.log(Level.INFO, "run %s was deleted by %s".formatted(run, by.name()));
  }

  @Override
  public Optional<StoredRun> find(RunId run) {
    return stores.storage().runs().find(run);
  }

  @Override
  public List<StoredRun> list(RunFilter filter, Optional<RunId> before, int limit) {
    return stores.storage().runs().list(filter, before, limit);
  }

  @Override
  public List<StoredStep> steps(RunId run) {
    return stores.storage().runs().steps(run);
  }

  @Override
  public List<StoredStep> steps(RunId run, Optional<StepKey> after, int limit) {
    return stores.storage().runs().steps(run, after, limit);
  }

  @Override
  public PastRuns past() {
    return new StoredPastRuns(stores.storage().history());
  }

  @Override
  public Optional<Plan> plan(RunId run) {
    return find(run).map(stored -> contents.plan(stored.run().work().contents().plan()));
  }

  @Override
  public Optional<ConfigTree> config(RunId run) {
    return find(run).map(stored -> contents.config(stored.run().work().contents().config()));
  }

  @Override
  public List<RecordedEvent> events(RunId run, long after, int limit) {
    return stores.storage().journal().read(run, after, limit).stream()
        .map(event ->
            new RecordedEvent(
                run,
                event.position(),
                event.at(),
                EventCodec.decode(event.event().toArray()).shown()))
        .toList();
  }

  @Override
  public List<LogKey> logs(RunId run) {
    return stores.logs().list(run);
  }

  @Override
  public LogSlice readLog(LogKey key, long offset, int limit) {
    return stores.logs().read(key, offset, limit);
  }

  @Override
  public Journal.Watch watch(Runnable wake) {
    return stores.storage().journal().watch(wake);
  }

  @Override
  public Metrics metrics() {
    return metrics;
  }

  @Override
  public Readiness readiness() {
    return new Readiness(probe.answers(), active.role(), locations());
  }

  @Override
  public Assets assets() {
    return new Assets(stores.storage().assets(), locations::loaded, limits, clock);
  }

  @Override
  public List<LocationStatus> locations() {
    return locations.all().stream().map(Location::status).toList();
  }

  @Override
  public void reload(Principal by, String location) {
    locations.get(location).reload();
    LOG.log(Level.INFO, "location '%s' is loaded anew for %s".formatted(location, by.name()));
  }

  @Override
  public ReloadedSettings reloadSettings(Principal by) {
    SettingsSource.Reread read = settingsSource.read();
    ReloadedSettings reloaded =
        locations.replace(read.locations(), read.withheld()).told(read.needRestart());
    LOG.log(Level.INFO, "the settings were read again for %s: %s".formatted(by.name(), reloaded));
    return reloaded;
  }

  /// Ends this host. Workers with a run go on, and wait for the next host.
  @Override
  public void close() {
    retention.close();
    retries.close();
    queue.close();
    starts.awaitLaunched();
    // Others get its runs before their workers look for another host.
    active.close();
    // Nobody judges workers any more when those who start them end.
    host.close();
    servers.close();
    locations.close();
    runs.close();
  }
}
