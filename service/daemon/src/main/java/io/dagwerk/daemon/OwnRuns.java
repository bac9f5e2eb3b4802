package io.dagwerk.daemon;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StoredRun;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// The runs that a command has launched or canceled itself, and that have not ended as far as it
/// knows. Thread-safe.
final class OwnRuns {
  private final Set<RunId> all = new ConcurrentSkipListSet<>();

  void add(RunId run) {
    all.add(run);
  }

  boolean has(RunId run) {
    return all.contains(run);
  }

  /// A page of those that wait, in the order in which they were launched.
  ///
  /// @param after the last run of the page before; empty for the first page
  List<StoredRun> waiting(Runs stored, Optional<StoredRun> after) {
    List<StoredRun> found =
        all.stream()
            .filter(run -> after.map(last -> run.compareTo(last.id()) > 0).orElse(true))
            .limit(Runs.MOST)
            .flatMap(run -> stored.find(run).stream())
            .toList();
    found.stream().filter(run -> run.status().isFinal()).map(StoredRun::id).forEach(all::remove);
    return found.stream().filter(run -> run.status() == RunStatus.QUEUED).toList();
  }
}
