package io.dagwerk.dev;

import io.dagwerk.daemon.ClassPathFile;
import io.dagwerk.dev.compiler.Problem;
import io.dagwerk.dev.compiler.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The libraries that sources name by `//DEPS`, with all that those need. The user's Maven finds
/// them, once for each set of them. For one thread.
final class SourceDependencies {
  private final Path folder;
  private final Workshop workshop;

  SourceDependencies(Path folder, Workshop workshop) {
    this.folder = folder;
    this.workshop = workshop;
  }

  /// @param excluded what is no source
  /// @throws io.dagwerk.daemon.UnloadableCode when one is misspelt or missing, with its file and
  ///   line
  List<Path> paths(List<Path> excluded) throws IOException, InterruptedException {
    List<Problem> problems = new ArrayList<>();
    List<DependencyLine> lines = new ArrayList<>();
    for (Map.Entry<String, String> source :
        Tree.read(List.of(folder), excluded).sources().entrySet()) {
      lines.addAll(DependencyLine.in(source.getKey(), source.getValue(), problems));
    }
    if (!problems.isEmpty()) {
      throw SourceCode.unloadable(problems);
    }
    if (lines.isEmpty()) {
      return List.of();
    }
    String pom = pom(lines);
    CachedClassPath cached = new CachedClassPath(workshop, pom);
    if (!cached.isThere()) {
      resolve(pom, cached, lines);
    }
    return ClassPathFile.read(cached.file());
  }

  private static String pom(List<DependencyLine> lines) {
    TreeSet<String> dependencies = new TreeSet<>();
    for (DependencyLine each : lines) {
      dependencies.add(
          "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
              .formatted(each.group(), each.artifact(), each.version()));
    }
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>sources</groupId>
      <artifactId>sources</artifactId>
      <version>1</version>
      <packaging>pom</packaging>
      <dependencies>
    %s
      </dependencies>
    </project>
    """
        .formatted(String.join("\n", dependencies));
  }

  private void resolve(String pom, CachedClassPath cached, List<DependencyLine> lines)
      throws IOException, InterruptedException {
    Path project = Files.createTempDirectory(workshop.classPaths(), "resolving");
    Path file = project.resolve("pom.xml");
    try {
      Files.writeString(file, pom);
      cached.write(Maven.in(folder, workshop.environment()), file, List.of());
    } catch (Maven.Failed e) {
      throw SourceCode.unloadable(told(lines, String.valueOf(e.getMessage())));
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(project);
    }
  }

  /// Each line whose library Maven speaks of; all of them when it speaks of none.
  private static List<Problem> told(List<DependencyLine> lines, String said) {
    List<DependencyLine> meant =
        lines.stream()
            .filter(line ->
                said.contains("%s:%s:".formatted(line.group(), line.artifact()))
                    && said.contains(":" + line.version()))
            .toList();
    String first = said.lines().findFirst().orElse("");
    return (meant.isEmpty() ? lines : meant)
        .stream()
            .map(line ->
                new Problem(
                    line.file(),
                    line.line(),
                    0,
                    "'%s' is not found; Maven says: %s".formatted(line.coordinates(), first)))
            .toList();
  }
}
