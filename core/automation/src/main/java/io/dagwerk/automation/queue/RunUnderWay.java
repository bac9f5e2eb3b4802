package io.dagwerk.automation.queue;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.RunId;
import java.util.SequencedMap;

/// A run that was started and has not ended, and so counts for the limits. Immutable.
///
/// @param location the code location of its job
public record RunUnderWay(RunId id, String location, SequencedMap<String, String> tags) {
  public RunUnderWay {
    tags = Ordered.copyOf(tags);
  }
}
