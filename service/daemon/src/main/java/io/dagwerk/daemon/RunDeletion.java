package io.dagwerk.daemon;

import io.dagwerk.model.RunId;
import java.time.InstantSource;

/// Deletes a run that has ended in transactions of bounded size: what it printed, its log, and then
/// what is listed of it.
///
/// When a host ends in between, the run is still listed, its log said to have expired; deleting it
/// again deletes the rest.
record RunDeletion(Daemon.Stores stores, InstantSource clock) {
  void delete(RunId run) {
    stores.logs().delete(run);
    while (stores.storage().journal().expire(run, clock.instant(), RetentionLoop.MOST_EVENTS)
        == RetentionLoop.MOST_EVENTS) {
      // There is more.
    }
    var _ = stores.storage().runs().delete(run);
  }
}
