package io.dagwerk.benchmarks;

import io.dagwerk.benchmarks.examples.Jobs;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import java.io.IOException;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A run whose values are small files: each of 100 steps loads the value of the one before and
/// stores its own, forced to the disk.
@State(Scope.Benchmark)
public class StoredSteps {
  private static final int STEPS = 100;

  private Optional<TemporaryFolder> folder = Optional.empty();
  private LocalRuns runs = InMemory.runs(Jobs.chain(1));

  @Setup(Level.Iteration)
  public void load() throws IOException {
    TemporaryFolder created = TemporaryFolder.create("dagwerk-benchmarks");
    folder = Optional.of(created);
    runs = new LocalRuns("benchmarks", Jobs.chain(STEPS), LocalOptions.in(created.path()));
    CpuTime.startNow();
  }

  @TearDown(Level.Iteration)
  public void delete() {
    folder.ifPresent(TemporaryFolder::close);
  }

  @Benchmark
  public RunRecord chainOf100() {
    return InMemory.run(runs, "job");
  }
}
