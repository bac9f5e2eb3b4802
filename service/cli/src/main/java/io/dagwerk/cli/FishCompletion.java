package io.dagwerk.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What fish needs to complete commands and their options: a line for each. Pure.
///
/// What stands between the command and the cursor, but for options, says which command is meant.
/// The value of an option is not told from it, and then nothing is completed.
final class FishCompletion {
  private static final String FUNCTIONS =
      """
      function __dagwerk_words
          set -l words (commandline -opc)
          for word in $words[2..]
              string match -q -- '-*' $word; or echo $word
          end
      end

      function __dagwerk_is
          set -l words (__dagwerk_words)
          test "$words" = "$argv"
      end

      function __dagwerk_in
          set -l words (__dagwerk_words)
          set -l count (count $argv)
          test (count $words) -ge $count; and test "$words[1..$count]" = "$argv"
      end

      complete -c dagwerk -f
      """;

  private FishCompletion() {}

  /// @param all the command that has all others below it
  static String of(CommandLine all) {
    List<String> lines = new ArrayList<>();
    add(lines, List.of(), all);
    return FUNCTIONS + lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static void add(List<String> lines, List<String> path, CommandLine command) {
    command
        .getSubcommands()
        .forEach((name, below) -> {
          lines.add(
              "complete -c dagwerk -n %s -a %s -d %s"
                  .formatted(
                      condition("__dagwerk_is", path),
                      name,
                      quoted(about(below.getCommandSpec()))));
          List<String> further = new ArrayList<>(path);
          further.add(name);
          add(lines, further, below);
        });
    if (command.getSubcommands().isEmpty()) {
      CommandSpec spec = command.getCommandSpec();
      spec.options().forEach(option -> lines.add(line(path, option)));
      spec.positionalParameters().stream()
          .filter(parameter -> parameter.completionCandidates() != null)
          .forEach(parameter ->
              lines.add(
                  "complete -c dagwerk -n %s -a %s"
                      .formatted(condition("__dagwerk_is", path), quoted(candidates(parameter)))));
    }
  }

  private static String line(List<String> path, OptionSpec option) {
    StringBuilder line =
        new StringBuilder("complete -c dagwerk -n " + condition("__dagwerk_in", path));
    if (option.completionCandidates() != null) {
      line.append(" -x -a ").append(quoted(candidates(option)));
    } else if (option.arity().max() > 0) {
      line.append(" -r -F");
    }
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    String about = String.join(" ", option.description());
    return about.isBlank() || option.completionCandidates() != null
        ? line.toString()
        : line.append(" -d ").append(quoted(about)).toString();
  }

  private static String candidates(ArgSpec argument) {
    List<String> all = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(all::add);
    }
    return String.join(" ", all);
  }

  private static String about(CommandSpec command) {
    return String.join(" ", command.usageMessage().description());
  }

  private static String condition(String function, List<String> path) {
    return quoted((function + " " + String.join(" ", path)).strip());
  }

  /// As one word of fish.
  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
