package io.dagwerk.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A folder of sources that needs no build: what they need lies in `lib` below it, or is said in
/// the sources by `//DEPS`.
final class SourceFolder implements Project {
  private static final String LIBRARIES = "lib";

  private final Path folder;
  private final Workshop workshop;
  private final CopiedJars jars;
  private final SourceDependencies dependencies;

  /// @param folder with an absolute path
  SourceFolder(Path folder, Workshop workshop) {
    this.folder = folder;
    this.workshop = workshop;
    this.jars = new CopiedJars(workshop.libraries());
    this.dependencies = new SourceDependencies(folder, workshop);
  }

  @Override
  public List<Path> libraries() throws IOException, InterruptedException {
    List<Path> all = new ArrayList<>();
    Path below = folder.resolve(LIBRARIES);
    if (Files.isDirectory(below)) {
      List<Path> found;
      try (Stream<Path> files = Files.list(below)) {
        found = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      }
      for (Path jar : found) {
        all.add(jars.of(jar));
      }
    }
    all.addAll(dependencies.paths(watched().excluded()));
    return all;
  }

  @Override
  public List<Path> roots() {
    return List.of(folder);
  }

  @Override
  public FileWatch.Watched watched() {
    Path instance = workshop.store().toAbsolutePath().normalize();
    List<Path> excluded = new ArrayList<>(OwnOutput.files());
    Stream.of("target", "build", LIBRARIES).map(folder::resolve).forEach(excluded::add);
    excluded.add(instance);
    return new FileWatch.Watched(List.of(folder, folder.resolve(LIBRARIES)), List.of(), excluded);
  }
}
