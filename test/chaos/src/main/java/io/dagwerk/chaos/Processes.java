package io.dagwerk.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The processes that have the suite's variable in their environment, and signals to them.
///
/// @param marker such as `NAME=value`
record Processes(String marker) {
  private static final String CODE_SERVER = "io.dagwerk.codeserver.CodeServerMain";

  /// All that live, but for those that have ended and are only not waited for.
  List<Long> all() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .filter(this::isOurs)
          .map(Long::valueOf)
          .toList();
    }
  }

  private boolean isOurs(String pid) {
    return List.of(read(pid, "environ").split("\0")).contains(marker);
  }

  private static String read(String pid, String file) {
    try {
      return Files.readString(Path.of("/proc", pid, file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // It has ended meanwhile.
      return "";
    }
  }

  Optional<Long> codeServer() throws IOException {
    return all().stream().filter(Processes::isCodeServer).findFirst();
  }

  private static boolean isCodeServer(long pid) {
    return List.of(commandLine(pid).split("\0")).contains(CODE_SERVER);
  }

  static String commandLine(long pid) {
    return read(Long.toString(pid), "cmdline");
  }

  static boolean isAlive(long pid) {
    String stat = read(Long.toString(pid), "stat");
    return !stat.isEmpty() && !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
  }

  /// @param name such as `KILL`
  static void signal(String name, long pid) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("/bin/kill", "-" + name, Long.toString(pid))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("kill does not end");
    }
  }
}
