package io.dagwerk.daemon;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredEvent;
import io.dagwerk.spi.StoredRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The runs of this host of whose workers it knows nothing yet: they were under way when it
/// started, or another host had them. It awaits their workers. Thread-safe.
final class InheritedRuns {
  /// The worker of a first attempt says who it is in the first lines of its run.
  private static final int FIRST_PAGE = 10;

  private static final int PAGE = 1_000;

  private final Storage storage;
  private final StoredRuns runs;
  private final RunCode code;
  private final RunHost host;
  private final Map<RunId, Integer> awaited = new ConcurrentHashMap<>();

  InheritedRuns(Storage storage, StoredRuns runs, RunCode code, RunHost host) {
    this.storage = storage;
    this.runs = runs;
    this.code = code;
    this.host = host;
  }

  static RunFilter underWay() {
    return RunFilter.all().of(RunStatus.STARTING).of(RunStatus.STARTED).of(RunStatus.CANCELING);
  }

  /// All runs that pass a filter.
  static List<StoredRun> all(Runs stored, RunFilter filter) {
    List<StoredRun> page = stored.list(filter, Optional.empty(), Runs.MOST);
    List<StoredRun> all = new ArrayList<>(page);
    while (page.size() == Runs.MOST) {
      page = stored.list(filter, Optional.of(page.getLast().id()), Runs.MOST);
      all.addAll(page);
    }
    return all;
  }

  /// Awaits the workers of those of a host's runs that are under way, and of which this host does
  /// not know that. The others are forgotten.
  ///
  /// @param within how long they have to attach
  void takeUp(List<StoredRun> own, Duration within) {
    awaited.keySet().retainAll(own.stream().map(StoredRun::id).toList());
    own.stream()
        .filter(run -> !host.knows(run.id(), run.head().attempt()))
        .forEach(run -> takeUp(run, within));
  }

  private void takeUp(StoredRun run, Duration within) {
    int attempt = run.head().attempt();
    runs.forgetWhatIsKnown(run.id());
    awaited.put(run.id(), attempt);
    Optional<ProcessIdentity> process =
        attached(run.id(), attempt)
            .flatMap(Event.WorkerAttached::process)
            .flatMap(ProcessIdentity::parse);
    host.expect(run.id(), attempt, within, code.origin(run.run().work().location()), process);
  }

  /// The worker of a run has come: it is given something to do, whatever its log says yet.
  void attached(RunId run) {
    awaited.remove(run);
  }

  /// Whether a run whose worker did not attach to this host is only to be started again: as far as
  /// its log says, the worker has never attached to any, so it was not given anything to do.
  boolean isUnstarted(RunId run, int attempt) {
    return Optional.ofNullable(awaited.get(run)).filter(it -> it == attempt).isPresent()
        && storage
            .runs()
            .find(run)
            .filter(it -> it.status() == RunStatus.STARTING && it.head().attempt() == attempt)
            .isPresent()
        && attached(run, attempt).isEmpty();
  }

  /// What the worker of an attempt said first, if it is stored.
  private Optional<Event.WorkerAttached> attached(RunId run, int attempt) {
    long after = 0;
    List<StoredEvent> page = storage.journal().read(run, after, FIRST_PAGE);
    while (!page.isEmpty()) {
      for (StoredEvent each : page) {
        if (EventCodec.decode(each.event().toArray()).shown()
                instanceof Event.WorkerAttached attached
            && attached.attempt() == attempt) {
          return Optional.of(attached);
        }
      }
      after = page.getLast().position();
      page = storage.journal().read(run, after, PAGE);
    }
    return Optional.empty();
  }
}
