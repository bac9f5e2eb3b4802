package io.dagwerk.examples.megajob.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The shell of this machine; commands run in one folder.
public record LocalShell(Path folder) implements Shell {
  @Override
  public Ran run(String command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path printed = Files.createTempFile("shell", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder("sh", "-c", command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile());
      builder.environment().putAll(environment);
      int exitCode = ended(builder.start());
      List<String> lines = Files.readAllLines(printed, StandardCharsets.UTF_8);
      return new Ran(exitCode, lines);
    } finally {
      Files.deleteIfExists(printed);
    }
  }

  private static int ended(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    try {
      return process.waitFor();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
