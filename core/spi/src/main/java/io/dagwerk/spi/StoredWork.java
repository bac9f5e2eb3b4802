package io.dagwerk.spi;

import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.util.ArrayList;
import java.util.List;

/// What a succeeded step of a run left behind.
///
/// @param emitted the names of its outputs, also of those that have no value to be stored
/// @param outputs those that have one; at least one
/// @param mappingKeys of the elements of a fan-out
public record StoredWork(
    RunId run,
    Key key,
    List<String> emitted,
    List<StoredOutput> outputs,
    List<String> mappingKeys) {
  public StoredWork {
    emitted = List.copyOf(emitted);
    outputs = List.copyOf(outputs);
    mappingKeys = List.copyOf(mappingKeys);
  }

  /// All outputs of both, which are of the same run and step.
  public StoredWork and(StoredWork other) {
    List<StoredOutput> more = new ArrayList<>(outputs);
    more.addAll(other.outputs);
    return new StoredWork(run, key, emitted, more, mappingKeys);
  }

  /// A step, and the version of its work; the instances of a template share theirs.
  public record Key(StepKey step, String version) {}
}
