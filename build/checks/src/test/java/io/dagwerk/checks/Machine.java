package io.dagwerk.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A machine furnished for one test: what is installed on it is what the test puts there.
final class Machine {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "sed",
          "head",
          "readlink",
          "dirname",
          "cat",
          "tr",
          "find",
          "mkdir",
          "rm",
          "touch",
          "grep",
          "env");

  private final Path root;
  private final List<Path> path = new ArrayList<>();

  Machine(Path root) throws IOException {
    this.root = Files.createDirectories(root.toRealPath().resolve("machine"));
    Path tools = Files.createDirectories(this.root.resolve("bin"));
    for (String tool : TOOLS) {
      Path real =
          Stream.of("/usr/bin", "/bin")
              .map(folder -> Path.of(folder, tool))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      script(tools.resolve(tool), "exec %s \"$@\"\n".formatted(real));
    }
    path.add(tools);
  }

  /// What a script printed and how it ended.
  record Ended(int exitCode, String output, String errors) {}

  /// A place on the machine, as an absolute path below its root.
  Path at(String place) {
    return root.resolve(place);
  }

  /// Installs a JDK that answers with the version, and prints its arguments otherwise.
  Path jdk(String place, String version) throws IOException {
    Path home = at(place);
    script(
        home.resolve("bin/java"),
        """
        case ${1:-} in
          -version) echo 'openjdk version "%s" 2025-01-21' >&2 ;;
          *) echo "java %s: $*" ;;
        esac
        """
            .formatted(version, version));
    script(home.resolve("bin/javac"), "exit 0\n");
    return home;
  }

  /// Installs a Maven that answers with the version, and prints its JDK and arguments otherwise.
  Path maven(String place, String version) throws IOException {
    Path home = at(place);
    script(
        home.resolve("bin/mvn"),
        """
        case ${1:-} in
          -v) echo 'Apache Maven %s (abcdef)' ;;
          *) echo "maven %s on $JAVA_HOME: $*" ;;
        esac
        """
            .formatted(version, version));
    return home;
  }

  /// Puts the commands of a JDK or Maven first in PATH.
  void putFirstInPath(Path home) {
    path.addFirst(home.resolve("bin"));
  }

  /// Writes a shell script that can be run.
  static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// Runs a command on this machine to its end.
  Ended run(Path command, String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), command, arguments);
  }

  /// The same with more environment variables.
  Ended run(Map<String, String> environment, Path command, String... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command.toString()));
    line.addAll(List.of(arguments));
    Path output = at("output");
    Path errors = at("errors");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .directory(root.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", String.join(":", path.stream().map(Path::toString).toList()));
    builder.environment().put("HOME", at("home").toString());
    builder.environment().put("DAGWERK_SEARCH_ROOT", root.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(command + " did not end within a minute");
    }
    return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
  }
}
