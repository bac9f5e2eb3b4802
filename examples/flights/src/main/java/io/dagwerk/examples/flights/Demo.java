package io.dagwerk.examples.flights;

import io.dagwerk.execution.Cancellation;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.plan.RunOutcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs the job `refresh` on the real data in this process, and prints what it computed.
public final class Demo {
  private static final LocalDate FIRST_DAY = LocalDate.of(2001, 1, 1);
  private static final int PART = 7;
  private static final int MONTH = 31;
  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final List<String> HELP = List.of("--help", "-h");
  private static final String USAGE =
      """
      Usage: ./dagwerk demo [--all]

        --all   all 31 days of January 2001; 7 days otherwise
      """;

  private final Path example;
  private final Path outputs;
  private final PrintStream out;
  private final Cancellation cancellation;

  /// @param example the folder of the example
  /// @param outputs the folder in which outputs are to lie
  Demo(Path example, Path outputs, PrintStream out, Cancellation cancellation) {
    this.example = example;
    this.outputs = outputs;
    this.out = out;
    this.cancellation = cancellation;
  }

  /// Exits with 0 when the run succeeded, 1 when it did not, and 2 for arguments that mean nothing.
  public static void main(String[] arguments) {
    System.exit(main(List.of(arguments), System.out, System.err));
  }

  /// @param out held here because a run takes over `System.out`, to know what its steps print
  static int main(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.size() == 1 && HELP.contains(arguments.getFirst())) {
      out.print(USAGE);
      return 0;
    }
    if (!arguments.isEmpty() && !arguments.equals(List.of("--all"))) {
      err.println(
          "demo: expected no arguments or --all, but found '%s'"
              .formatted(String.join(" ", arguments)));
      err.print(USAGE);
      return 2;
    }
    Cancellation cancellation = new Cancellation();
    CountDownLatch ended = cancelOnInterrupt(cancellation);
    try {
      Demo demo = new Demo(ExampleFolder.find(), Path.of(".dagwerk", "demo"), out, cancellation);
      int code = demo.run(arguments.isEmpty() ? PART : MONTH);
      if (out.checkError()) {
        err.println("demo: not all of this could be printed; look at where the output goes");
        return 1;
      }
      return code;
    } finally {
      ended.countDown();
    }
  }

  /// Lets the run end cleanly when the process is told to end.
  private static CountDownLatch cancelOnInterrupt(Cancellation cancellation) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(() -> {
          cancellation.cancel("interrupted");
          try {
            ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Runtime.getRuntime().addShutdownHook(hook);
    return ended;
  }

  /// Runs the job for so many days of January 2001.
  ///
  /// @return the exit code
  int run(int days) {
    List<PartitionKey> partitions =
        Stream.iterate(FIRST_DAY, day -> day.plusDays(1))
            .limit(days)
            .map(day -> PartitionKey.of(day.toString()))
            .toList();
    if (!canWriteOutputs()) {
      out.println(
          "The outputs cannot lie in %s; start the demo in a folder in which you can write"
              .formatted(outputs.toAbsolutePath()));
      return 1;
    }
    out.println("Refreshing %d days of flights, January 2001".formatted(days));
    try {
      LocalRuns runs =
          new LocalRuns(
              "flights",
              new FlightsLocation(example).definitions(),
              LocalOptions.in(outputs.resolve("values")));
      Launch launch =
          Launch.of("refresh")
              .config(config())
              .on(partitions)
              .listening(new RunView(Screen.of(out)))
              .with(cancellation);
      return report(runs.run(launch));
    } catch (RunRefused refused) {
      out.println("The run cannot start:");
      refused.problems().forEach(problem -> out.println("  " + problem));
      return 1;
    }
  }

  private boolean canWriteOutputs() {
    try {
      return Files.isWritable(Files.createDirectories(outputs));
    } catch (IOException e) {
      return false;
    }
  }

  private ConfigTree config() {
    return ConfigTree.of(
        Map.of(
            "resources",
            Map.of(
                "landing", Map.of("config", Map.of("folder", example.resolve("data").toString())),
                "database", Map.of("config", Map.of("file", database().toString())))));
  }

  private Path database() {
    return outputs.resolve("flights.duckdb");
  }

  private int report(RunRecord run) {
    return switch (run.outcome()) {
      case RunOutcome.Succeeded _ -> {
        Summary.of(run).print(out);
        printOutputs();
        yield 0;
      }
      case RunOutcome.Failed failed -> {
        out.println("The run failed: " + failed.reason());
        yield 1;
      }
      case RunOutcome.Canceled canceled -> {
        out.println("The run was canceled: " + canceled.reason());
        yield 1;
      }
    };
  }

  private void printOutputs() {
    out.println("\nOutputs");
    out.println("  %s  the warehouse, a DuckDB file with the tables".formatted(database()));
    out.println("      flights, airports, daily_delays and route_statistics");
    out.println("  %s  the report and the rest, as JSON".formatted(outputs.resolve("values")));
  }
}
