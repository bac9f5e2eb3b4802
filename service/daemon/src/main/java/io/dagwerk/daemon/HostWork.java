package io.dagwerk.daemon;

import io.dagwerk.model.RunId;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StoredRun;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a host does about its own runs, whether it is the active one or not, and what becomes of
/// them when it ends. Confined to the thread of its [ActiveHost].
final class HostWork implements ActiveHost.Work {
  private static final int MOST_HAND_OVERS = 3;

  private final Known runs;
  private final Hosts hosts;
  private final RunHost host;
  private final Duration ofOwn;
  private final Runnable wake;

  /// The runs of an instance, as a host knows them.
  ///
  /// @param own the only runs that are started, of a host that ends soon; all when empty
  record Known(
      Runs stored,
      StoredRuns tracked,
      InheritedRuns inherited,
      Givings givings,
      Optional<OwnRuns> own) {}

  /// @param ofOwn how long the workers of this host may take to find it when it starts again
  /// @param wake has the queue looked at soon
  HostWork(Known runs, Hosts hosts, RunHost host, Duration ofOwn, Runnable wake) {
    this.runs = runs;
    this.hosts = hosts;
    this.host = host;
    this.ofOwn = ofOwn;
    this.wake = wake;
  }

  @Override
  public void turn() {
    switch (hosts.turn()) {
      case JOINED -> {
        runs.inherited().takeUp(underWay(), ofOwn);
        wake.run();
      }
      case REPLACED -> {
        runs.tracked().forgetAll();
        host.heard().forEach(host::leave);
      }
      case SAME -> {}
    }
    if (!hosts.live().isEmpty()) {
      leaveOthers();
    }
    cancel();
  }

  /// Workers of runs that were given to another host while they were heard here are to go there.
  private void leaveOthers() {
    Set<RunId> strange = new HashSet<>(host.heard());
    underWay().stream().map(StoredRun::id).forEach(strange::remove);
    strange.stream()
        .flatMap(run -> runs.stored().find(run).stream())
        .filter(run -> !run.status().isFinal() && !run.isOf(hosts.name()))
        .map(StoredRun::id)
        .forEach(host::leave);
  }

  /// A cancellation may have been asked for at another host.
  private void cancel() {
    RunFilter canceling = RunFilter.all().of(RunStatus.CANCELING).ofHost(hosts.name());
    runs.stored()
        .list(canceling, Optional.empty(), Runs.MOST)
        .forEach(run -> host.cancel(run.id(), run.reason()));
  }

  private List<StoredRun> underWay() {
    return InheritedRuns.all(runs.stored(), InheritedRuns.underWay().ofHost(hosts.name()));
  }

  /// Who starts its own runs alone leaves the queue to those that start all.
  @Override
  public boolean mayBeActive() {
    return runs.own().isEmpty() || runs.givings().others().isEmpty();
  }

  /// Other hosts may have moved what waits.
  @Override
  public void begin() {
    runs.tracked().forgetAll();
    wake.run();
  }

  @Override
  public boolean isUnderWay() {
    return !underWay().isEmpty();
  }

  /// Its workers go on at the hosts that get its runs. Where there is no other they wait for this
  /// one, for as long as its leases last.
  @Override
  public void end() {
    if (!hosts.isMember()) {
      return;
    }
    if (runs.own().isEmpty() && !runs.givings().others().isEmpty()) {
      handOver();
    }
    if (!isUnderWay()) {
      hosts.giveUp();
    }
  }

  /// More than once: a run that moved since it was read is not given.
  private void handOver() {
    RunFilter all = InheritedRuns.underWay().of(RunStatus.QUEUED).ofHost(hosts.name());
    List<StoredRun> left = InheritedRuns.all(runs.stored(), all);
    for (int i = 0; i < MOST_HAND_OVERS && !left.isEmpty(); i++) {
      runs.givings().handOver(left);
      left = InheritedRuns.all(runs.stored(), all);
    }
  }
}
