package io.dagwerk.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ScalarResult;

/// The processor time of the whole process per invocation, all threads, compiler and garbage
/// collector included. Unlike elapsed time it hardly depends on what else the machine does.
public final class CpuTime implements InternalProfiler {
  private static final String NAME = "cpu";

  private static final double NANOS_PER_MICRO = 1_000;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final AtomicLong BEFORE = new AtomicLong();

  /// Leaves out what was done before now: called where an iteration is set up.
  static void startNow() {
    BEFORE.set(SYSTEM.getProcessCpuTime());
  }

  /// What was measured, in microseconds.
  static double of(RunResult result) {
    return Objects.requireNonNull(
            result.getSecondaryResults().get(NAME), "processor time is not measured")
        .getScore();
  }

  @Override
  public String getDescription() {
    return "processor time per invocation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    startNow();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long used = SYSTEM.getProcessCpuTime() - BEFORE.get();
    double each = used / NANOS_PER_MICRO / Math.max(1, result.getMetadata().getMeasuredOps());
    return List.of(new ScalarResult(NAME, each, "us", AggregationPolicy.AVG));
  }
}
