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

/// Whole runs in memory of a job that fans out, with a step that does nothing per element, and
/// collects.
@State(Scope.Benchmark)
public class FanOuts {
  @Param({"200", "10000"})
  public int elements;

  private LocalRuns runs = InMemory.runs(Jobs.chain(1));

  /// Anew for each iteration, because runs are remembered.
  @Setup(Level.Iteration)
  public void load() {
    runs = InMemory.runs(Jobs.fanOut(elements));
    CpuTime.startNow();
  }

  @Benchmark
  public RunRecord fanOut() {
    return InMemory.run(runs, "job");
  }
}
