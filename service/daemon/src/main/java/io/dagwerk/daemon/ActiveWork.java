package io.dagwerk.daemon;

import io.dagwerk.runhost.RunHost;
import io.dagwerk.runhost.RunHostOptions;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StoredRun;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// What a host does about runs while it is the active one, and while it stands by. Confined to the
/// thread of its [ActiveHost].
final class ActiveWork implements ActiveHost.Work {
  /// A host that takes another's place waits as for workers of other machines: the other may come
  /// back to where its workers look for it.
  private static final Duration OF_OTHERS = RunHostOptions.REMOTE.silence();

  private final Known runs;
  private final RunHost host;
  private final Duration ofOwn;
  private final WorkersElsewhere elsewhere;

  /// Whether what others have left is this host's to bring to its end.
  private boolean takesAll;

  /// The runs of an instance, as a host knows them.
  ///
  /// @param own the only runs that are started, of a host that ends soon; all when empty
  record Known(Runs stored, StoredRuns tracked, InheritedRuns inherited, Optional<OwnRuns> own) {}

  /// @param ofOwn how long the workers of this host may take to find it when it starts again
  ActiveWork(Known runs, RunHost host, Duration ofOwn, WorkersElsewhere elsewhere) {
    this.runs = runs;
    this.host = host;
    this.ofOwn = ofOwn;
    this.elsewhere = elsewhere;
  }

  @Override
  public void follow() {
    elsewhere.say();
  }

  /// A command ends before it could know what became of the workers of others.
  @Override
  public void begin() {
    runs.tracked().forgetAll();
    boolean areElsewhere = elsewhere.areThere();
    takesAll = runs.own().isEmpty() || !areElsewhere;
    if (takesAll) {
      runs.inherited().takeUp(areElsewhere ? OF_OTHERS : ofOwn);
    }
  }

  /// A cancellation may have been asked for at another host.
  @Override
  public void turn() {
    if (elsewhere.areThere()) {
      runs.inherited().awaitLonger(OF_OTHERS);
    }
    canceling()
        .filter(run -> takesAll || runs.own().filter(mine -> mine.has(run.id())).isPresent())
        .forEach(run -> host.cancel(run.id(), run.reason()));
  }

  /// Workers that report here go on to, whoever is the active host.
  @Override
  public void turnBeside() {
    runs.inherited().awaitLonger(OF_OTHERS);
    if (host.hasWorkers()) {
      elsewhere.say();
      canceling()
          .filter(run -> host.hears(run.id(), run.head().attempt()))
          .forEach(run -> host.cancel(run.id(), run.reason()));
    }
  }

  private Stream<StoredRun> canceling() {
    RunFilter canceling = RunFilter.all().of(RunStatus.CANCELING);
    return runs.stored().list(canceling, Optional.empty(), Runs.MOST).stream();
  }

  @Override
  public boolean isUnderWay() {
    return !runs.stored().list(InheritedRuns.underWay(), Optional.empty(), 1).isEmpty();
  }
}
