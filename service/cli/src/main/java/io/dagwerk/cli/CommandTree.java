package io.dagwerk.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/// Commands by their names, which are made only when they are meant: making all takes longer than
/// to run one.
sealed interface CommandTree {
  String name();

  /// The command, ready to be parsed with.
  ///
  /// @param typed what is typed after its name
  CommandLine make(List<String> typed);

  /// A command that does something.
  ///
  /// @param command makes what picocli understands by its annotations
  record Leaf(String name, Supplier<Object> command) implements CommandTree {
    @Override
    public CommandLine make(List<String> typed) {
      return new CommandLine(command.get());
    }
  }

  /// A command that has others below it.
  record Branch(String name, String description, List<CommandTree> below) implements CommandTree {
    public Branch {
      below = List.copyOf(below);
    }

    /// The branch with one more command below.
    Branch with(CommandTree command) {
      List<CommandTree> more = new ArrayList<>(below);
      more.add(command);
      return new Branch(name, description, more);
    }

    /// With the command below that is meant, or with all when none is.
    @Override
    public CommandLine make(List<String> typed) {
      CommandLine branch = new CommandLine(new Group());
      branch.getCommandSpec().name(name).usageMessage().description(description);
      String first = typed.isEmpty() ? "" : typed.getFirst();
      List<CommandTree> meant =
          below.stream().filter(command -> command.name().equals(first)).toList();
      List<String> rest = typed.isEmpty() ? typed : typed.subList(1, typed.size());
      for (CommandTree command : meant.isEmpty() ? below : meant) {
        branch.addSubcommand(command.name(), command.make(meant.isEmpty() ? List.of() : rest));
      }
      return branch;
    }
  }
}
