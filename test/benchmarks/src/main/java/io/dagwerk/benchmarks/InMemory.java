package io.dagwerk.benchmarks;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;

/// Runs that must succeed, or the figure means nothing.
final class InMemory {
  private InMemory() {}

  static LocalRuns runs(Definitions definitions) {
    return new LocalRuns("benchmarks", definitions, LocalOptions.inMemory());
  }

  /// @throws IllegalStateException when the run did not succeed
  static RunRecord run(LocalRuns runs, String job) {
    return run(runs, Launch.of(job));
  }

  /// @throws IllegalStateException when the run did not succeed
  static RunRecord run(LocalRuns runs, Launch launch) {
    RunRecord record = runs.run(launch);
    if (!record.succeeded()) {
      throw new IllegalStateException("a run that should succeed ended as " + record.outcome());
    }
    return record;
  }
}
