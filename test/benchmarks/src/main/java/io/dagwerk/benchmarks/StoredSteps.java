package io.dagwerk.benchmarks;

import io.dagwerk.benchmarks.examples.Jobs;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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

  private Path folder = Path.of("");
  private LocalRuns runs = InMemory.runs(Jobs.chain(1));

  @Setup(Level.Iteration)
  public void load() throws IOException {
    folder = Files.createTempDirectory("dagwerk-benchmarks");
    runs = new LocalRuns("benchmarks", Jobs.chain(STEPS), LocalOptions.in(folder));
    CpuTime.startNow();
  }

  @TearDown(Level.Iteration)
  public void delete() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    files.forEach(StoredSteps::delete);
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Benchmark
  public RunRecord chainOf100() {
    return InMemory.run(runs, "job");
  }
}
