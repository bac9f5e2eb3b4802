package io.dagwerk.benchmarks;

import io.dagwerk.examples.megajob.compile.Company;
import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.descriptor.SourceFile;
import io.dagwerk.examples.megajob.generated.Generator;
import io.dagwerk.examples.megajob.tool.Tools;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.model.LocationSnapshot;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A made-up company of 900 job descriptors, thirty layers deep, with some 200 checks: from files
/// to definitions, and whole runs of all of it.
@State(Scope.Benchmark)
public class Companies {
  private static final int JOBS = 900;
  private static final long SEED = 20_010_131;

  private final List<SourceFile> files = Generator.company(JOBS, SEED);
  private final Company idle = Compiler.compile(files, Generator.types());
  private final Company pretending = Compiler.compile(files, JobTypes.company());
  private LocalRuns idleRuns = InMemory.runs(idle.definitions());
  private LocalRuns pretendingRuns = InMemory.runs(pretending.definitions());

  /// Anew for each iteration, because runs are remembered.
  @Setup(Level.Iteration)
  public void load() {
    idleRuns = InMemory.runs(idle.definitions());
    pretendingRuns = InMemory.runs(pretending.definitions());
    CpuTime.startNow();
  }

  /// Texts to definitions, with all checks of them.
  @Benchmark
  public Company compile() {
    return Compiler.compile(files, JobTypes.company());
  }

  /// The snapshot of the definitions.
  @Benchmark
  public LocationSnapshot describe() {
    return InMemory.runs(pretending.definitions()).snapshot();
  }

  /// Jobs that do nothing.
  @Benchmark
  public RunRecord runNoops() {
    return run(idleRuns);
  }

  /// The real job types with pretending resources.
  @Benchmark
  public RunRecord runInTestMode() {
    return run(pretendingRuns);
  }

  private static RunRecord run(LocalRuns runs) {
    return InMemory.run(runs, Launch.of(Company.ALL).mode(Tools.TEST));
  }
}
