package io.dagwerk.daemon;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StoredRun;
import java.util.List;
import java.util.Optional;

/// The runs that wait, as far as they are a host's to start. Thread-safe.
///
/// @param own the only ones of a host that ends soon; all when empty
record WaitingRuns(Runs all, Optional<OwnRuns> own) implements RunQueue.Waiting {
  @Override
  public List<StoredRun> page(Optional<StoredRun> after) {
    return own.map(mine -> mine.waiting(all, after)).orElseGet(() -> all.queue(after, Runs.MOST));
  }

  @Override
  public boolean isOurs(RunId run) {
    return own.map(mine -> mine.has(run)).orElse(true);
  }

  @Override
  public boolean isOfAll() {
    return own.isEmpty();
  }
}
