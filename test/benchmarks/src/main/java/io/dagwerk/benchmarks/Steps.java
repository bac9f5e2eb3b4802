package io.dagwerk.benchmarks;

import io.dagwerk.benchmarks.examples.Jobs;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Whole runs in memory of jobs of 900 ops that do nothing, each with its plan, config, events and
/// stored values.
@State(Scope.Benchmark)
public class Steps {
  private static final int STEPS = 900;
  private static final int LAYERS = 30;

  @Param({"CHAIN", "WIDE", "LAYERS"})
  public Shape shape = Shape.CHAIN;

  private LocalRuns runs = InMemory.runs(Jobs.chain(1));

  /// How the ops depend on each other.
  public enum Shape {
    /// Each on the one before.
    CHAIN,
    /// Not at all.
    WIDE,
    /// 30 layers of 30, each op on three of the layer before.
    LAYERS
  }

  /// Anew for each iteration, because runs are remembered.
  @Setup(Level.Iteration)
  public void load() {
    runs =
        InMemory.runs(
            switch (shape) {
              case CHAIN -> Jobs.chain(STEPS);
              case WIDE -> Jobs.wide(STEPS);
              case LAYERS -> Jobs.layers(LAYERS, STEPS / LAYERS);
            });
    CpuTime.startNow();
  }

  @Benchmark
  public RunRecord of900() {
    return InMemory.run(runs, "job");
  }
}
