package io.dagwerk.cli;

import io.dagwerk.cli.CommandTree.Branch;
import io.dagwerk.cli.CommandTree.Leaf;
import io.dagwerk.cli.Surroundings.Look;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The commands that ask an instance. A program adds its own to them, and runs what was typed. For
/// one thread.
///
/// ```java
/// Dagwerk dagwerk =
///     new Dagwerk(Surroundings.ofProcess()).with("server", () -> new ServerCommand());
/// System.exit(dagwerk.execute(arguments));
/// ```
public final class Dagwerk {
  private final Surroundings surroundings;
  private Branch commands;

  public Dagwerk(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.commands =
        new Branch(
            "dagwerk",
            "Runs jobs on an instance of Dagwerk, and tells what became of them.",
            List.of(
                new Leaf("run", () -> new RunCommand(surroundings)),
                runs(surroundings),
                jobs(surroundings),
                assets(surroundings),
                locations(surroundings),
                new Leaf("ui", () -> new UiCommand(surroundings)),
                new Leaf("completion", () -> new CompletionCommand(surroundings, this::all))));
  }

  private static Branch runs(Surroundings surroundings) {
    return new Branch(
        "runs",
        "Shows runs, and acts on them.",
        List.of(
            new Leaf("list", () -> new RunsListCommand(surroundings)),
            new Leaf("show", () -> new RunsShowCommand(surroundings)),
            new Leaf("logs", () -> new RunsLogsCommand(surroundings)),
            new Leaf("cancel", () -> new RunsCancelCommand(surroundings)),
            new Leaf("rerun", () -> new RunsRerunCommand(surroundings)),
            new Leaf("delete", () -> new RunsDeleteCommand(surroundings))));
  }

  private static Branch jobs(Surroundings surroundings) {
    return new Branch(
        "jobs",
        "Shows jobs.",
        List.of(
            new Leaf("list", () -> new JobsListCommand(surroundings)),
            new Leaf("show", () -> new JobsShowCommand(surroundings))));
  }

  private static Branch assets(Surroundings surroundings) {
    return new Branch(
        "assets",
        "Shows assets, and acts on them.",
        List.of(
            new Leaf("list", () -> new AssetsListCommand(surroundings)),
            new Leaf("show", () -> new AssetsShowCommand(surroundings)),
            new Leaf("materialize", () -> new AssetsMaterializeCommand(surroundings)),
            new Leaf("report", () -> new AssetsReportCommand(surroundings))));
  }

  private static Branch locations(Surroundings surroundings) {
    return new Branch(
        "locations",
        "Shows code locations, and acts on them.",
        List.of(
            new Leaf("list", () -> new LocationsListCommand(surroundings)),
            new Leaf("reload", () -> new LocationsReloadCommand(surroundings))));
  }

  /// All commands, each ready to be parsed with.
  CommandLine all() {
    return commands.make(List.of());
  }

  /// Adds a command that has others below it.
  ///
  /// @param below what each of them is called, and makes it
  public Dagwerk with(
      String name, String description, SequencedMap<String, Supplier<Object>> below) {
    List<CommandTree> leaves = new ArrayList<>();
    below.forEach((leaf, command) -> leaves.add(new Leaf(leaf, command)));
    commands = commands.with(new Branch(name, description, leaves));
    return this;
  }

  /// Adds a command.
  ///
  /// @param command makes what picocli understands by its annotations; only called when it is meant
  public Dagwerk with(String name, Supplier<Object> command) {
    commands = commands.with(new Leaf(name, command));
    return this;
  }

  /// Runs a command.
  ///
  /// @return what the process is to exit with, one of [ExitCode]
  public int execute(String... arguments) {
    CommandLine typed = commands.make(List.of(arguments));
    explainExitCodes(typed);
    return typed
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setOut(writer(surroundings.out()))
        .setErr(writer(surroundings.err()))
        .setColorScheme(
            Help.defaultColorScheme(surroundings.look() == Look.TERMINAL ? Ansi.AUTO : Ansi.OFF))
        .setParameterExceptionHandler((e, _) -> misused(e))
        .setExecutionExceptionHandler((e, _, _) -> failed(e))
        .execute(arguments);
  }

  private static void explainExitCodes(CommandLine command) {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(Integer.toString(code.number()), code.meaning());
    }
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
    command.getSubcommands().values().forEach(Dagwerk::explainExitCodes);
  }

  private int misused(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    tell(e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, writer(surroundings.err()));
    surroundings.err().println("'%s --help' tells how it is used".formatted(command));
    return ExitCode.USAGE.number();
  }

  private int failed(Exception thrown) {
    if (thrown instanceof CommandFailed failed) {
      tell(failed.getMessage());
      return failed.code().number();
    }
    if (thrown instanceof UnexpectedAnswer) {
      tell(thrown.getMessage());
      return ExitCode.NO_SERVER.number();
    }
    tell("this is a mistake of the command itself: " + thrown);
    thrown.printStackTrace(surroundings.err());
    return ExitCode.BROKEN.number();
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private void tell(@Nullable String message) {
    String.valueOf(message).lines().forEach(line -> surroundings.err().println("dagwerk: " + line));
  }
}
