package io.dagwerk.examples.megajob.tool;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Runs commands. Thread-safe.
public interface Shell {
  /// Runs a command of `sh` to its end.
  ///
  /// @throws InterruptedException when interrupted; the command has been ended then
  Ran run(String command, Map<String, String> environment) throws IOException, InterruptedException;

  /// A command that has ended.
  ///
  /// @param lines what it printed
  record Ran(int exitCode, List<String> lines) {
    public Ran {
      lines = List.copyOf(lines);
    }
  }
}
