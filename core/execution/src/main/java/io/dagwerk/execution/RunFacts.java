package io.dagwerk.execution;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Node;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.RunId;
import java.util.Objects;
import java.util.SequencedMap;

/// What is the same for all steps of a run.
record RunFacts(RunId run, JobNodes of, Mode mode, SequencedMap<String, String> tags) {
  RunFacts {
    tags = Ordered.copyOf(tags);
  }

  Definitions definitions() {
    return of.definitions();
  }

  Job job() {
    return of.job();
  }

  /// By the names that they have in plans.
  SequencedMap<String, Node> nodes() {
    return of.table().byName();
  }

  /// @throws NullPointerException when the definitions have no such node
  Node node(String name) {
    return Objects.requireNonNull(
        nodes().get(name), () -> "the definitions have no node '%s'".formatted(name));
  }
}
