package io.dagwerk.examples.demo;

import io.dagwerk.cli.Screen;
import io.dagwerk.cli.Surroundings;
import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.Operations;
import io.dagwerk.daemon.Principal;
import io.dagwerk.daemon.Refused;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.server.InvalidSettings;
import io.dagwerk.server.Server;
import io.dagwerk.server.SettingsFile;
import io.dagwerk.spi.StoredRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// Runs the job `refresh` of the flights example on the real data, through a server of its own with
/// code server, worker and database, and prints what it computed.
public final class Demo {
  private static final LocalDate FIRST_DAY = LocalDate.of(2001, 1, 1);
  private static final int PART = 7;
  private static final int MONTH = 31;
  private static final List<String> HELP = List.of("--help", "-h");
  private static final String USAGE =
      """
      Usage: ./dagwerk demo [--all | --ui]

        --all   all 31 days of January 2001; 7 days otherwise
        --ui    then serve the examples, and show the run in a browser
      """;

  private final Path root;
  private final Path data;
  private final Path instance;
  private final PrintStream out;

  /// @param root the folder with the settings of the examples
  /// @param data the folder with the files of the flights
  /// @param instance the folder of the instance, in which the outputs are to lie too
  Demo(Path root, Path data, Path instance, PrintStream out) {
    this.root = root;
    this.data = data;
    this.instance = instance;
    this.out = out;
  }

  /// Exits with 0 when the run succeeded, 1 when it did not, and 2 for arguments that mean nothing.
  ///
  /// @param arguments the root of the repository, then those of the user
  public static void main(String[] arguments) {
    List<String> all = List.of(arguments);
    System.exit(main(Path.of(all.getFirst()), all.subList(1, all.size()), System.out, System.err));
  }

  static int main(Path root, List<String> arguments, PrintStream out, PrintStream err) {
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
    Path data = root.resolve("examples").resolve("flights").resolve("data").toAbsolutePath();
    Demo demo = new Demo(root, data, Path.of(".dagwerk"), out);
    int code = demo.run(arguments.isEmpty() ? PART : MONTH);
    if (out.checkError()) {
      err.println("demo: not all of this could be printed; look at where the output goes");
      return 1;
    }
    return code;
  }

  /// Runs the job for so many days of January 2001.
  ///
  /// @return the exit code
  int run(int days) {
    if (!canWriteOutputs()) {
      out.println(
          "The outputs cannot lie in %s; start the demo in a folder in which you can write"
              .formatted(outputs().toAbsolutePath()));
      return 1;
    }
    out.println("Refreshing %d days of flights, January 2001".formatted(days));
    Server.Place place = new Server.Place(instance, root);
    try (Server server = Server.start(place, SettingsFile.read(root.resolve(SettingsFile.NAME)))) {
      return run(server.operations(), days);
    } catch (Refused | InvalidSettings e) {
      out.println("The run cannot start:");
      String.valueOf(e.getMessage()).lines().forEach(problem -> out.println("  " + problem));
      return 1;
    } catch (IOException e) {
      out.println("The server cannot start: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private int run(Operations operations, int days) throws InterruptedException {
    LaunchRequest request =
        LaunchRequest.of("refresh")
            .in("flights")
            .config(config())
            .on("%s...%s".formatted(FIRST_DAY, FIRST_DAY.plusDays(days - 1L)));
    RunId run = operations.launch(Principal.LOCAL, request);
    List<RecordedEvent> log = Following.of(operations, run, new RunView(screen())).untilItsEnd();
    return report(operations.find(run).orElseThrow(), log);
  }

  private Screen screen() {
    return Screen.of(Surroundings.Look.ofProcess(), out);
  }

  private boolean canWriteOutputs() {
    try {
      return Files.isWritable(Files.createDirectories(outputs()));
    } catch (IOException e) {
      return false;
    }
  }

  private ConfigTree config() {
    return ConfigTree.of(
        Map.of(
            "resources",
            Map.of(
                "landing", Map.of("config", Map.of("folder", data.toString())),
                "database",
                    Map.of("config", Map.of("file", database().toAbsolutePath().toString())))));
  }

  private Path outputs() {
    return instance.resolve("demo");
  }

  private Path database() {
    return outputs().resolve("flights.duckdb");
  }

  private int report(StoredRun run, List<RecordedEvent> log) {
    return switch (run.status()) {
      case SUCCEEDED -> {
        Summary.of(log).print(out);
        printOutputs(run.id());
        yield 0;
      }
      case FAILED -> {
        out.println("The run failed: " + run.reason());
        yield 1;
      }
      case CANCELED -> {
        out.println("The run was canceled: " + run.reason());
        yield 1;
      }
      case QUEUED, STARTING, STARTED, CANCELING ->
          throw new IllegalStateException("run %s has not ended".formatted(run.id()));
    };
  }

  private void printOutputs(RunId run) {
    out.println("\nOutputs");
    out.println("  %s  the warehouse, a DuckDB file with the tables".formatted(database()));
    out.println("      flights, airports, daily_delays and route_statistics");
    out.println(
        "  %s  the report and the rest, as JSON".formatted(instance.resolve("values/flights")));
    out.println("\nLook at it with: dagwerk runs show " + run);
    out.println("or in a browser: dagwerk server, and beside it dagwerk ui --open");
  }
}
