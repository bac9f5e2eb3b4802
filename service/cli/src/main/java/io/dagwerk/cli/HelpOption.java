package io.dagwerk.cli;

import picocli.CommandLine.Option;

/// The option by which every command is explained.
public final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "tell how the command is used")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;
}
