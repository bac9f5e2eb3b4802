package io.dagwerk.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a host does what it is there for.
///
/// @param hasDatabase whether the database answers
/// @param role what the host does among those of its database; empty while it does not know
/// @param locations each as it stands; one that is known to be broken does not make the host
///   unready, since the others are served
public record Readiness(boolean hasDatabase, Optional<Role> role, List<LocationStatus> locations) {
  /// What a host does among those of its database.
  public enum Role {
    /// It starts runs and judges their workers.
    ACTIVE,
    /// It answers, and takes the place of the active one when that is gone.
    STANDBY
  }

  public Readiness {
    locations = List.copyOf(locations);
  }

  /// What is missing, one sentence each; none when the host is ready. Tells nothing that only those
  /// may know who have a token.
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!hasDatabase) {
      problems.add("the database does not answer; the log of the server says why");
    }
    if (role.isEmpty()) {
      problems.add("whether this host is the active one of its database is not known yet");
    }
    long loading =
        locations.stream()
            .filter(location -> location.state() == LocationStatus.State.LOADING)
            .count();
    if (loading > 0) {
      problems.add(loading == 1 ? "a location is loading" : loading + " locations are loading");
    }
    return problems;
  }
}
