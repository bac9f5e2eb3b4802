package io.dagwerk.runhost;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunPolicy;
import java.util.Optional;
import java.util.SequencedMap;

/// One attempt to bring a run to its end, with all that its worker has to know.
///
/// @param number from 1; an older one is refused
/// @param tokenHash of the token that its worker shows, by [Tokens]
/// @param mode the name of the job's mode
/// @param config the complete run config document
/// @param host whose the run is; empty when it is no host's
public record Attempt(
    RunId run,
    int number,
    String tokenHash,
    Plan plan,
    String mode,
    ConfigTree config,
    SequencedMap<String, String> tags,
    Optional<String> host) {
  public Attempt {
    tags = Ordered.copyOf(tags);
  }

  /// Of a run that is no host's.
  public Attempt(
      RunId run,
      int number,
      String tokenHash,
      Plan plan,
      String mode,
      ConfigTree config,
      SequencedMap<String, String> tags) {
    this(run, number, tokenHash, plan, mode, config, tags, Optional.empty());
  }

  /// Whether another attempt, or another run, may take up what its worker leaves.
  boolean isTakenUp() {
    return RunPolicy.of(tags).isTakenUp();
  }
}
