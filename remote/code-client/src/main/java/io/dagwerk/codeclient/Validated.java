package io.dagwerk.codeclient;

import io.dagwerk.plan.VersionInputs;
import java.util.List;

/// What a code location says to the config of a planned run.
public sealed interface Validated {
  /// All of it binds.
  ///
  /// @param inputs with which a memoized job is planned once more; nothing for another job
  record Valid(VersionInputs inputs) implements Validated {}

  /// @param problems all of them, in words for who asked
  record Refused(List<String> problems) implements Validated {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
