package io.dagwerk.server;

import io.dagwerk.cli.CommandFailed;
import io.dagwerk.cli.ExitCode;
import io.dagwerk.cli.Surroundings;
import io.dagwerk.model.ConfigTree;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The commands that look at an instance as it lies there.
abstract sealed class InstanceCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private InstanceOptions instance = new InstanceOptions();

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  private InstanceCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// `instance info`: tells what an instance is.
  @Command(
      name = "info",
      description = "Tells what an instance is: its folder, database, hosts, runs and locations.",
      footer = {"", "Example:", "  dagwerk instance info"})
  static final class ToTell extends InstanceCommand {
    ToTell(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int answer(Inspection found, PrintStream out) {
      found.facts().forEach((name, value) -> line(out, name, value));
      return ExitCode.SUCCESS.number();
    }
  }

  /// `instance check`: tells what keeps a server from working on an instance.
  @Command(
      name = "check",
      description = {
        "Tells all that keeps a server from working on an instance; exit code 4 when something does.",
        "Nothing is changed, and no server need run."
      },
      footer = {"", "Example:", "  dagwerk instance check"})
  static final class ToCheck extends InstanceCommand {
    ToCheck(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int answer(Inspection found, PrintStream out) {
      found.weaknesses().forEach(weakness -> line(out, "weakness", weakness));
      found.problems().forEach(problem -> line(out, "problem", problem));
      if (found.problems().isEmpty()) {
        out.println("a server can work on this instance");
        return ExitCode.SUCCESS.number();
      }
      return ExitCode.NO_SERVER.number();
    }
  }

  abstract int answer(Inspection found, PrintStream out);

  @Override
  public final Integer call() {
    Inspection found = found();
    if (json) {
      surroundings.out().println(ConfigTree.of(found.facts()).toJson());
      return found.problems().isEmpty() || this instanceof ToTell
          ? ExitCode.SUCCESS.number()
          : ExitCode.NO_SERVER.number();
    }
    return answer(found, surroundings.out());
  }

  private Inspection found() {
    try {
      return Inspection.of(
          instance.place(surroundings, 0),
          instance.readIfThere(surroundings),
          InstantSource.system());
    } catch (InvalidSettings e) {
      throw new CommandFailed(ExitCode.NO_SERVER, String.valueOf(e.getMessage()));
    }
  }

  /// One line; of a list one for each item.
  static void line(PrintStream out, String name, Object value) {
    switch (value) {
      case List<?> items -> items.forEach(item -> line(out, name, String.valueOf(item)));
      default -> out.println("%-20s  %s".formatted(name, value));
    }
  }
}
