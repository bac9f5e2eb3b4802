package io.dagwerk.execution.io;

import java.io.IOException;
import java.nio.file.Path;

/// A process that looks for leftovers in a folder again and again, until it is killed.
final class RemovesLeftovers {
  private RemovesLeftovers() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    AtomicFile.removeLeftovers(folder);
    System.out.println("begun");
    while (true) {
      AtomicFile.removeLeftovers(folder);
    }
  }

  static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            RemovesLeftovers.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
