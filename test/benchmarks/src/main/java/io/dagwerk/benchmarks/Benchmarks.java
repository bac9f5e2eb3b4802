package io.dagwerk.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.JavaFlightRecorderProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/// Runs the benchmarks whose names match the arguments, or all, and prints medians.
///
/// Every invocation is a sample, so that a median is one of whole invocations and a busy moment of
/// the machine shows in the 90th percentile, not in the median. With the argument `--profile` it
/// writes recordings for JDK Mission Control and the command `jfr`, in the current folder.
public final class Benchmarks {
  private static final TimeValue ITERATION = TimeValue.seconds(2);
  private static final int WARMUPS = 5;
  private static final int MEASUREMENTS = 5;
  private static final String PROFILE = "--profile";
  private static final double MEDIAN = 50;
  private static final double SLOW = 90;

  private Benchmarks() {}

  public static void main(String[] names) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .mode(Mode.SampleTime)
            .timeUnit(TimeUnit.MICROSECONDS)
            .warmupIterations(WARMUPS)
            .warmupTime(ITERATION)
            .measurementIterations(MEASUREMENTS)
            .measurementTime(ITERATION)
            .forks(1)
            // JMH's own libraries use what newer JDKs warn of.
            .jvmArgs("-Xmx4g", "--sun-misc-unsafe-memory-access=allow")
            .addProfiler(CpuTime.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    for (String name : names) {
      if (name.equals(PROFILE)) {
        options.addProfiler(JavaFlightRecorderProfiler.class);
      } else {
        options.include(name);
      }
    }
    System.out.printf(
        "%-56s %10s %10s %10s %8s%n", "benchmark", "median", "slow tenth", "cpu", "samples");
    print(new Runner(options.build()).run());
  }

  private static void print(Collection<RunResult> results) {
    for (RunResult result : results) {
      Statistics times = result.getPrimaryResult().getStatistics();
      System.out.printf(
          "%-56s %10s %10s %10s %8d%n",
          nameOf(result),
          time(times.getPercentile(MEDIAN)),
          time(times.getPercentile(SLOW)),
          time(CpuTime.of(result)),
          times.getN());
    }
  }

  private static String nameOf(RunResult result) {
    String parameters =
        result.getParams().getParamsKeys().stream()
            .map(key -> result.getParams().getParam(key))
            .collect(Collectors.joining(", "));
    String name =
        result.getParams().getBenchmark().replace(Benchmarks.class.getPackageName() + ".", "");
    return parameters.isEmpty() ? name : name + " (" + parameters + ")";
  }

  private static String time(double micros) {
    return micros < 1_000
        ? String.format(Locale.ROOT, "%.1f us", micros)
        : String.format(Locale.ROOT, "%.2f ms", micros / 1_000);
  }
}
