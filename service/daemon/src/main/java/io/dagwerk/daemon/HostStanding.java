package io.dagwerk.daemon;

import io.dagwerk.model.RunId;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.runhost.Attempt;
import io.dagwerk.runhost.Standing;
import io.dagwerk.spi.Runs;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What the run host of this host has to know of the others. Thread-safe.
///
/// @param attached told of a run whose worker has come here
/// @param taken told of a run that was another's
record HostStanding(Hosts hosts, Runs runs, Consumer<RunId> attached, Consumer<RunId> taken)
    implements Standing {
  @Override
  public boolean isSure() {
    return hosts.isSure();
  }

  @Override
  public boolean isOurs(Attempt attempt) {
    return attempt.host().filter(hosts.name()::equals).isPresent();
  }

  /// A worker goes to another host when it does not reach its own, so who hears it has its run: the
  /// other would take it for lost.
  @Override
  public boolean isTaken(Attempt attempt) {
    attached.accept(attempt.run());
    if (isOurs(attempt)) {
      return true;
    }
    taken.accept(attempt.run());
    List<Runs.Giving> givings =
        runs.find(attempt.run()).stream()
            .filter(run ->
                run.head().attempt() == attempt.number() && run.host().equals(attempt.host()))
            .map(run -> Runs.Giving.of(run, Optional.of(hosts.name())))
            .toList();
    return !runs.give(givings, Optional.empty()).isEmpty();
  }

  @Override
  public List<RunHostAddress> others(Optional<ProcessIdentity> worker) {
    return hosts.live().stream().flatMap(host -> host.note().address(worker).stream()).toList();
  }
}
