package io.dagwerk.cli;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What is around a command: where it is typed, and where it shows what.
///
/// @param environment the variables of the process
/// @param folder that relative paths are of
/// @param out for what was asked for
/// @param err for what went wrong
/// @param look whether somebody watches
/// @param interrupts how Ctrl-C is heard
/// @param servers what is asked for a server where none runs
public record Surroundings(
    Map<String, String> environment,
    Path folder,
    PrintStream out,
    PrintStream err,
    Look look,
    Interrupts interrupts,
    LocalServers servers) {
  /// For whom output is.
  public enum Look {
    /// People at a terminal: tables, and a last line that is overwritten.
    TERMINAL,
    /// Files and other programs: plain lines.
    PLAIN;

    /// That of the standard output of this process.
    public static Look ofProcess() {
      boolean isDumb = System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
      boolean isTerminal =
          Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
      return isTerminal && !isDumb ? TERMINAL : PLAIN;
    }
  }

  /// Those of this process.
  public static Surroundings ofProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of(""),
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        Look.ofProcess(),
        new SignalInterrupts(),
        LocalServers.NONE);
  }

  /// With others that are asked for a server where none runs.
  public Surroundings with(LocalServers others) {
    return new Surroundings(environment, folder, out, err, look, interrupts, others);
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
