package io.dagwerk.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A command that only has commands below it.
@Command
final class Group implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() {
    CommandLine group = spec == null ? new CommandLine(this) : spec.commandLine();
    throw new ParameterException(
        group,
        "expected one of its commands: " + String.join(", ", group.getSubcommands().keySet()));
  }
}
