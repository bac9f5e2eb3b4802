package io.dagwerk.examples.megajob.descriptor;

import io.dagwerk.examples.megajob.check.DeclaredCheck;
import io.dagwerk.model.ConfigTree;
import java.util.List;

/// What a job does, and what is asked of what it made.
///
/// @param params complete, with every default; `{env: NAME}` stays
public record Task(ConfigTree params, List<DeclaredCheck> checks) {
  public Task {
    checks = List.copyOf(checks);
  }
}
