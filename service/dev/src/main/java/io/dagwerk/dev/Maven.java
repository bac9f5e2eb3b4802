package io.dagwerk.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The user's own Maven, with their settings: what it knows of repositories, mirrors and passwords
/// is no business of ours. For one thread.
///
/// @param command that starts it
record Maven(Path command) {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final String CLASS_PATH =
      "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath";

  /// Thrown when it does not do what it was asked for.
  ///
  /// Its message is what Maven printed of errors.
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String printed) {
      super(printed);
    }
  }

  /// The Maven for a folder: its own wrapper, else the one of this machine.
  ///
  /// @throws IOException when there is none, with what to do
  static Maven in(Path folder, Map<String, String> environment) throws IOException {
    return candidates(folder, environment)
        .filter(Files::isExecutable)
        .findFirst()
        .map(Maven::new)
        .orElseThrow(() ->
            new IOException(
                "there is no Maven: expected 'mvnw' in '%s', or 'mvn' in PATH; install Maven, or point MAVEN_HOME at one"
                    .formatted(folder)));
  }

  private static Stream<Path> candidates(Path folder, Map<String, String> environment) {
    Stream<Path> given =
        Stream.of(
                Optional.of(folder.resolve("mvnw")),
                Optional.ofNullable(environment.get("MAVEN_HOME"))
                    .map(home -> Path.of(home, "bin", "mvn")))
            .flatMap(Optional::stream);
    Stream<Path> inPath =
        Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
            .filter(part -> !part.isEmpty())
            .map(part -> Path.of(part, "mvn"));
    return Stream.concat(given, inPath);
  }

  /// Has a project built as far as it needs, and writes its class path into a file. Without the
  /// network when it can.
  ///
  /// @param pom of the project
  /// @param goals before it, such as `compile`
  /// @param file that is written
  /// @throws Failed when Maven cannot
  void writeClassPath(Path pom, List<String> goals, Path file)
      throws IOException, InterruptedException, Failed {
    try {
      run(pom, goals, file, List.of("-o"));
    } catch (Failed offline) {
      run(pom, goals, file, List.of());
    }
  }

  private void run(Path pom, List<String> goals, Path file, List<String> options)
      throws IOException, InterruptedException, Failed {
    Path log = Files.createTempFile(file.getParent(), "maven", ".log");
    try {
      List<String> line = new ArrayList<>(List.of(command.toString(), "-q", "-B"));
      line.addAll(options);
      line.addAll(List.of("-f", pom.toString()));
      line.addAll(goals);
      line.addAll(List.of(CLASS_PATH, "-Dmdep.outputFile=" + file, "-DincludeScope=runtime"));
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(pom.resolveSibling("").toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().remove("DAGWERK_TOKEN");
      if (exitCodeOf(builder.start()) != 0) {
        throw new Failed(errorsIn(Files.readString(log)));
      }
    } finally {
      Files.deleteIfExists(log);
    }
  }

  /// Whoever is interrupted leaves no Maven behind.
  private static int exitCodeOf(Process process) throws IOException, InterruptedException, Failed {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Failed("Maven took longer than %s and was ended".formatted(LONGEST));
      }
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /// What it says of errors, without its advice on how to ask it for more.
  private static String errorsIn(String printed) {
    List<String> errors =
        printed
            .lines()
            .map(line -> line.replaceAll("\u001B\\[[0-9;]*m", ""))
            .filter(line -> line.startsWith("[ERROR]"))
            .map(line -> line.substring("[ERROR]".length()).strip())
            .filter(line -> !line.isEmpty())
            .takeWhile(line -> !line.startsWith("-> [Help") && !line.startsWith("To see the full"))
            .distinct()
            .limit(20)
            .toList();
    return errors.isEmpty() ? printed.strip() : String.join("\n", errors);
  }
}
