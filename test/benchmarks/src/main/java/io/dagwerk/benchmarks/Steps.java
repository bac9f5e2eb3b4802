package io.dagwerk.benchmarks;

import io.dagwerk.benchmarks.examples.Jobs;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Whole runs in memory of jobs of 900 ops that do nothing, each with its plan, config, events and
/// stored values.
@State(Scope.Benchmark)
public class Steps {
  /// How many steps each of these runs has.
  static final int STEPS = 900;

  private static final int LAYERS = 30;

  private LocalRuns chain = InMemory.runs(Jobs.chain(1));
  private LocalRuns wide = chain;
  private LocalRuns layers = chain;

  /// Anew for each iteration, because runs are remembered.
  @Setup(Level.Iteration)
  public void load() {
    chain = InMemory.runs(Jobs.chain(STEPS));
    wide = InMemory.runs(Jobs.wide(STEPS));
    layers = InMemory.runs(Jobs.layers(LAYERS, STEPS / LAYERS));
  }

  @Benchmark
  public RunRecord chainOf900() {
    return InMemory.run(chain, "job");
  }

  @Benchmark
  public RunRecord wideOf900() {
    return InMemory.run(wide, "job");
  }

  @Benchmark
  public RunRecord layersOf30By30() {
    return InMemory.run(layers, "job");
  }
}
