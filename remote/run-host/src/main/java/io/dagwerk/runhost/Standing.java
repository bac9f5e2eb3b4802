package io.dagwerk.runhost;

import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.RunHostAddress;
import java.util.List;
import java.util.Optional;

/// What a run host is among those that hear workers of one instance. Thread-safe.
public interface Standing {
  /// There is no other.
  Standing ALONE =
      new Standing() {
        @Override
        public boolean isSure() {
          return true;
        }

        @Override
        public boolean isOurs(Attempt attempt) {
          return true;
        }

        @Override
        public boolean isTaken(Attempt attempt) {
          return true;
        }

        @Override
        public List<RunHostAddress> others(Optional<ProcessIdentity> worker) {
          return List.of();
        }
      };

  /// Whether no other host can have taken this one's place. A host that is not sure of it answers
  /// no worker, so that each stops storing before another attempt may begin, and looks for another
  /// host. Asks nobody.
  boolean isSure();

  /// Whether the run was this host's when the attempt was looked up, so that this host judges its
  /// worker.
  boolean isOurs(Attempt attempt);

  /// Takes a run whose worker has come here, if it is another's and has not become a third one's
  /// meanwhile.
  ///
  /// @return whether it is this host's now
  boolean isTaken(Attempt attempt);

  /// Where else a worker may attach.
  ///
  /// @param worker what it says of its process, which says what it can reach
  List<RunHostAddress> others(Optional<ProcessIdentity> worker);
}
