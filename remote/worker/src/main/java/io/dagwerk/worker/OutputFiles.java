package io.dagwerk.worker;

import java.nio.file.Path;
import java.util.List;

/// The files that the standard output and the standard error of a worker's process are appended to;
/// given on its command line, behind the location. The worker removes their names when it begins,
/// so that they go with the process.
public record OutputFiles(Path stdout, Path stderr) {
  private static final String STDOUT = "--stdout";
  private static final String STDERR = "--stderr";

  /// The files as arguments of a command line.
  public List<String> arguments() {
    return List.of(STDOUT, stdout.toString(), STDERR, stderr.toString());
  }

  /// The files that arguments say.
  ///
  /// @throws IllegalArgumentException when one is missing
  static OutputFiles parse(List<String> arguments) {
    return new OutputFiles(after(STDOUT, arguments), after(STDERR, arguments));
  }

  private static Path after(String option, List<String> arguments) {
    int at = arguments.lastIndexOf(option);
    if (at < 0 || at + 1 == arguments.size()) {
      throw new IllegalArgumentException(
          "expected a file after %s, but found %s".formatted(option, arguments));
    }
    return Path.of(arguments.get(at + 1));
  }
}
