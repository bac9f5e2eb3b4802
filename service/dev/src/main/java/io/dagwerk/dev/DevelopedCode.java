package io.dagwerk.dev;

import io.dagwerk.daemon.CodeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Code that somebody is writing, as they name it.
///
/// @param path a folder of sources, a Maven project's folder, a jar, or a folder of classes
/// @param classPathFile a file with the libraries of a jar or a folder of classes
/// @param definitions the class that declares the location; found when it is left out
public record DevelopedCode(Path path, Optional<Path> classPathFile, Optional<String> definitions) {
  private static final int DEEPEST = 12;

  /// What the location is called: the jar or folder, without the ending of its name.
  public String name() {
    Path name = absolute(path).getFileName();
    return name == null ? "code" : name.toString().replaceFirst("\\.jar$", "");
  }

  /// The code as a location takes it.
  ///
  /// @throws IOException when the path is nothing that can be served, with what to do
  public CodeSource source(Workshop workshop) throws IOException {
    Path absolute = absolute(path);
    if (!Files.exists(absolute)) {
      throw new IOException(
          "there is no '%s'; name a folder of sources, a Maven project or a jar".formatted(path));
    }
    boolean isJar = Files.isRegularFile(absolute) && absolute.toString().endsWith(".jar");
    if (isJar || (Files.isDirectory(absolute) && classPathFile.isPresent())) {
      return new PackagedCode(
          absolute, classPathFile.map(DevelopedCode::absolute), workshop, definitions);
    }
    if (classPathFile.isPresent() || !Files.isDirectory(absolute)) {
      throw new IOException(
          "'%s' is neither a folder nor a jar; name a folder of sources, a Maven project or a jar"
              .formatted(path));
    }
    // What is below a link is not seen by whoever walks from it.
    return new SourceCode(project(absolute.toRealPath(), workshop), workshop, definitions);
  }

  private Project project(Path folder, Workshop workshop) throws IOException {
    if (Files.exists(folder.resolve("pom.xml"))) {
      return new MavenProject(folder, workshop);
    }
    if (hasSources(folder)) {
      return new SourceFolder(folder, workshop);
    }
    throw new IOException(
        "'%s' has neither a pom.xml nor a .java file; of another build tool, name its folder of classes, and a file with its class path by --class-path FILE"
            .formatted(path));
  }

  private static boolean hasSources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
      return files.anyMatch(file -> file.toString().endsWith(".java"));
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
