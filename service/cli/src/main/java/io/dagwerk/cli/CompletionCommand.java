package io.dagwerk.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Prints what a shell needs to complete commands.
@Command(
    name = "completion",
    description = "Prints a script by which a shell completes commands and options.",
    footer = {"", "Example:", "  dagwerk completion bash"})
final class CompletionCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Supplier<CommandLine> all;

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private HelpOption help = new HelpOption();

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  private Shell shell = Shell.BASH;

  /// @param all makes the command that has all others below it
  CompletionCommand(Surroundings surroundings, Supplier<CommandLine> all) {
    this.surroundings = surroundings;
    this.all = all;
  }

  /// Shells that are helped.
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  /// The script is one for bash and zsh: it makes zsh read completions of bash.
  @Override
  public Integer call() {
    switch (shell) {
      case BASH, ZSH -> surroundings.out().print(AutoComplete.bash("dagwerk", all.get()));
      case FISH -> surroundings.out().print(FishCompletion.of(all.get()));
    }
    return ExitCode.SUCCESS.number();
  }
}
