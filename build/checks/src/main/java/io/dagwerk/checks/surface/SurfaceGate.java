package io.dagwerk.checks.surface;

import io.dagwerk.checks.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Compares the surface of the compiled modules of `api` with `api/surface.txt`, and with that of
/// the last release, which is kept as `api/released/VERSION.txt`.
final class SurfaceGate {
  private static final Pattern OWN_VERSION =
      Pattern.compile("<artifactId>dagwerk-parent</artifactId>\\s*<version>([^<]+)</version>");

  private final Repository repository;
  private final Path committed;

  SurfaceGate(Repository repository) {
    this.repository = repository;
    this.committed = repository.root().resolve("api/surface.txt");
  }

  /// What of the compiled modules is to be changed or written down; empty if all is well.
  List<String> problems() {
    Surface now = compiled();
    List<String> problems = new ArrayList<>();
    String before = Files.exists(committed) ? Repository.text(committed) : "";
    if (!before.equals(now.text())) {
      problems.add(
          "the public surface of api is not what api/surface.txt says; rewrite it with"
              + " './mvnw verify -Dsurface.update' and commit it:\n"
              + difference(before, now.text()));
    }
    findReleased()
        .filter(released -> Compatibility.isPromised(version(released), ownVersion()))
        .ifPresent(released -> {
          for (String broken :
              Compatibility.broken(Surface.parse(Repository.text(released)), now)) {
            problems.add(
                "%s breaks code of %s: %s; keep it, or raise the minor version"
                    .formatted(ownVersion(), version(released), broken));
          }
        });
    return problems;
  }

  /// Writes down what is compiled.
  void update() {
    try {
      Files.writeString(committed, compiled().text());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + committed, e);
    }
  }

  private Surface compiled() {
    List<Path> folders =
        repository.inModules("target/classes").stream()
            .filter(folder -> repository.nameOf(folder).startsWith("api/"))
            .toList();
    return SurfaceReader.read(folders);
  }

  private Optional<Path> findReleased() {
    Path folder = repository.root().resolve("api/released");
    if (!Files.exists(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.max((a, b) -> Arrays.compare(numbers(version(a)), numbers(version(b))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static int[] numbers(String version) {
    return Stream.of(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private static String version(Path released) {
    return released.getFileName().toString().replace(".txt", "");
  }

  private String ownVersion() {
    Matcher matcher = OWN_VERSION.matcher(Repository.text(repository.root().resolve("pom.xml")));
    if (!matcher.find()) {
      throw new IllegalStateException("the root POM names no version of dagwerk-parent");
    }
    return matcher.group(1);
  }

  /// The lines that only one of both has.
  private static String difference(String before, String now) {
    List<String> old = before.lines().toList();
    List<String> current = now.lines().toList();
    List<String> lines = new ArrayList<>();
    old.stream().filter(line -> !current.contains(line)).forEach(line -> lines.add("- " + line));
    current.stream().filter(line -> !old.contains(line)).forEach(line -> lines.add("+ " + line));
    return String.join("\n", lines.subList(0, Math.min(lines.size(), 40)));
  }
}
