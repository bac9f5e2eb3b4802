package io.dagwerk.automation.queue;

import io.dagwerk.model.Isolation;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.RunId;
import java.util.Optional;
import java.util.SequencedMap;

/// A run that was started and has not ended, and so counts for the limits. Immutable.
///
/// @param location the code location of its job
/// @param isolation whether it has a process of its own
/// @param host whose it is; empty when that is gone
public record RunUnderWay(
    RunId id,
    String location,
    SequencedMap<String, String> tags,
    Isolation isolation,
    Optional<String> host) {
  public RunUnderWay {
    tags = Ordered.copyOf(tags);
  }

  /// A run that has a process of its own.
  public RunUnderWay(RunId id, String location, SequencedMap<String, String> tags) {
    this(id, location, tags, Isolation.PROCESS);
  }

  /// A run of the only host there is.
  public RunUnderWay(
      RunId id, String location, SequencedMap<String, String> tags, Isolation isolation) {
    this(id, location, tags, isolation, Optional.of(Admission.ONLY));
  }
}
