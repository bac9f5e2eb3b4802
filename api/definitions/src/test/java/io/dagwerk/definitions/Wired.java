package io.dagwerk.definitions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A job named `job`, and what its wiring returned, for tests.
final class Wired<N> {
  private final List<N> returned = new ArrayList<>();
  private final Job job;

  Wired(Function<Graph, N> wiring) {
    job = Job.named("job").running(graph -> returned.add(wiring.apply(graph)));
  }

  Job job() {
    return job;
  }

  N node() {
    return returned.getFirst();
  }
}
