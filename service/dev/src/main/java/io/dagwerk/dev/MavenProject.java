package io.dagwerk.dev;

import io.dagwerk.daemon.ClassPathFile;
import io.dagwerk.daemon.UnloadableCode;
import io.dagwerk.model.ErrorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A Maven project. Its own build is called once for each content of its POM, which tells the
/// libraries and generates sources; its sources are compiled here from then on.
final class MavenProject implements Project {
  private final Path folder;
  private final Workshop workshop;

  /// @param folder of its POM, with an absolute path
  MavenProject(Path folder, Workshop workshop) {
    this.folder = folder;
    this.workshop = workshop;
  }

  private Path pom() {
    return folder.resolve("pom.xml");
  }

  @Override
  public List<Path> libraries() throws IOException, InterruptedException {
    CachedClassPath cached = new CachedClassPath(workshop, folder + "\n" + Files.readString(pom()));
    if (!cached.isThere()) {
      try {
        cached.write(Maven.in(folder, workshop.environment()), pom(), List.of("compile"));
      } catch (Maven.Failed e) {
        throw new UnloadableCode(ErrorInfo.ofMessage("Maven", String.valueOf(e.getMessage())));
      }
    }
    return ClassPathFile.read(cached.file());
  }

  @Override
  public List<Path> roots() throws IOException {
    List<Path> roots = new ArrayList<>(own());
    Path generated = folder.resolve("target/generated-sources");
    if (Files.isDirectory(generated)) {
      try (Stream<Path> folders = Files.list(generated)) {
        roots.addAll(folders.filter(Files::isDirectory).sorted().toList());
      }
    }
    return roots;
  }

  private List<Path> own() {
    return List.of(folder.resolve("src/main/java"), folder.resolve("src/main/resources"));
  }

  @Override
  public FileWatch.Watched watched() {
    return new FileWatch.Watched(own(), List.of(pom()), List.of());
  }
}
