package io.dagwerk.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where this process prints to: a file in a folder that it watches would change by every line that
/// says that something has changed.
final class OwnOutput {
  /// Of a process on Linux, its open files by their numbers.
  private static final Path OPEN = Path.of("/proc/self/fd");

  private OwnOutput() {}

  /// The files among standard output and standard error; none where that is not known.
  static List<Path> files() {
    return files(OPEN);
  }

  /// @param open a folder with a link per open file
  static List<Path> files(Path open) {
    return Stream.of("1", "2")
        .map(open::resolve)
        .filter(Files::isRegularFile)
        .flatMap(OwnOutput::target)
        .distinct()
        .toList();
  }

  private static Stream<Path> target(Path link) {
    try {
      return Stream.of(link.toRealPath());
    } catch (IOException e) {
      // It was deleted while it is written.
      return Stream.of();
    }
  }
}
