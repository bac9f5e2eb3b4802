package io.dagwerk.cli;

import io.dagwerk.cli.Surroundings.Look;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The commands that ask an instance. A program adds its own to them, and runs what was typed.
///
/// ```java
/// Dagwerk dagwerk = new Dagwerk(Surroundings.ofProcess()).with(new ServerCommand());
/// System.exit(dagwerk.execute(arguments));
/// ```
public final class Dagwerk {
  private final Surroundings surroundings;
  private final CommandLine commands;

  public Dagwerk(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.commands =
        Group.of(
            "dagwerk",
            "Runs jobs on an instance of Dagwerk, and tells what became of them.",
            new RunCommand(surroundings),
            Group.of(
                "runs",
                "Shows runs, and acts on them.",
                new RunsListCommand(surroundings),
                new RunsShowCommand(surroundings),
                new RunsLogsCommand(surroundings),
                new RunsCancelCommand(surroundings),
                new RunsRerunCommand(surroundings),
                new RunsDeleteCommand(surroundings)),
            Group.of(
                "locations",
                "Shows code locations, and acts on them.",
                new LocationsListCommand(surroundings),
                new LocationsReloadCommand(surroundings)));
  }

  /// Adds a command, which picocli understands by its annotations.
  public Dagwerk with(Object command) {
    commands.addSubcommand(command);
    return this;
  }

  /// Runs a command.
  ///
  /// @return what the process is to exit with, one of [ExitCode]
  public int execute(String... arguments) {
    explainExitCodes(commands);
    return commands
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
