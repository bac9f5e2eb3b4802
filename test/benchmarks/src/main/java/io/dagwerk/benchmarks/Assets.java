package io.dagwerk.benchmarks;

import io.dagwerk.benchmarks.examples.ManyAssets;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Plan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A location of 10,000 assets in 100 groups, each reading three others.
@State(Scope.Benchmark)
public class Assets {
  private static final int COUNT = 10_000;
  private static final int GROUPS = 100;

  private final Definitions definitions = ManyAssets.inGroups(COUNT, GROUPS);
  private final LocalRuns runs = InMemory.runs(definitions);

  @Benchmark
  public Definitions define() {
    return ManyAssets.inGroups(COUNT, GROUPS);
  }

  /// The snapshot, with the fingerprints of all functions.
  @Benchmark
  public LocationSnapshot describe() {
    return InMemory.runs(definitions).snapshot();
  }

  /// A launch without its run: the request, the config of all, and the plan.
  @Benchmark
  public Plan planAll() {
    return runs.plan(Launch.of("all"));
  }

  @Benchmark
  public Plan planOne() {
    return runs.plan(Launch.of("one"));
  }

  @Benchmark
  public RunRecord runOne() {
    return InMemory.run(runs, "one");
  }
}
