package io.dagwerk.codeclient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A JDK or JRE that can run Dagwerk. Immutable.
///
/// @param home its folder
/// @param build tells it from others, of whatever vendor
public record Jdk(Path home, String build) {
  /// The oldest that runs Dagwerk.
  static final int OLDEST = 25;

  private static final Pattern VERSION =
      Pattern.compile("JAVA_VERSION=\"(?:1\\.)?(\\d{1,4})[^\"]*\"");

  /// The one that runs this process.
  public static Jdk ofProcess() {
    return new Jdk(
        Path.of(System.getProperty("java.home")),
        System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
  }

  /// The one in a folder.
  ///
  /// @throws IOException when there is none, or it is too old, with what to do
  public static Jdk in(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.exists(release)) {
      throw new IOException(
          "javaHome '%s' is no JDK: expected 'bin/java' and 'release' in it; name the folder of a JDK %d or newer"
              .formatted(home, OLDEST));
    }
    List<String> lines = Files.readAllLines(release);
    Optional<Integer> version =
        lines.stream()
            .map(VERSION::matcher)
            .filter(Matcher::matches)
            .map(found -> Integer.parseInt(found.group(1)))
            .findFirst();
    if (version.isEmpty() || version.get() < OLDEST) {
      throw new IOException(
          "javaHome '%s' is JDK %s, and code runs on JDK %d or newer; name a newer one, or none for that of the server"
              .formatted(
                  home, version.map(String::valueOf).orElse("of an unknown version"), OLDEST));
    }
    return new Jdk(home, String.join(" ", buildOf(lines)));
  }

  private static List<String> buildOf(List<String> release) {
    return Stream.of("IMPLEMENTOR=", "JAVA_RUNTIME_VERSION=", "JAVA_VERSION=")
        .flatMap(key -> release.stream().filter(line -> line.startsWith(key)))
        .toList();
  }

  Path java() {
    return home.resolve("bin").resolve("java");
  }
}
