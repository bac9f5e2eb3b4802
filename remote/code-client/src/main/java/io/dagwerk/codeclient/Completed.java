package io.dagwerk.codeclient;

import java.util.List;

/// What a code location says to a run that is asked for.
public sealed interface Completed {
  /// It can be planned.
  record Complete(RunParts parts) implements Completed {}

  /// @param problems all of them, in words for who asked
  record Refused(List<String> problems) implements Completed {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
