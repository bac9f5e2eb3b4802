package io.dagwerk.duckdb;

import io.dagwerk.jdbc.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Another process that has a DuckDB file open until its input ends.
final class DuckDbChild {
  private DuckDbChild() {}

  static Process start(Path file) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                DuckDbChild.class.getName(),
                file.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    try (Database _ = DuckDb.open(Path.of(arguments[0]))) {
      System.out.println("open");
      System.in.readAllBytes();
    }
  }
}
