package io.dagwerk.dev;

import io.dagwerk.daemon.ClassPathFile;
import io.dagwerk.daemon.CodeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a build makes, a jar or a folder of classes, as the code of a location: copied each time
/// that the build has made it anew.
final class PackagedCode implements CodeSource {
  private final Path classes;
  private final Optional<Path> classPathFile;
  private final Workshop workshop;
  private final Optional<String> definitions;
  private final CopiedJars copies;
  private Optional<FileWatch> watch = Optional.empty();

  /// @param classes the jar or folder, with an absolute path
  /// @param classPathFile a file with its libraries, with an absolute path
  /// @param definitions the class that the user has chosen
  PackagedCode(
      Path classes, Optional<Path> classPathFile, Workshop workshop, Optional<String> definitions) {
    this.classes = classes;
    this.classPathFile = classPathFile;
    this.workshop = workshop;
    this.definitions = definitions;
    this.copies = new CopiedJars(workshop.libraries());
  }

  @Override
  public boolean isWatched() {
    return true;
  }

  @Override
  public void watch(Runnable changed) {
    List<Path> files = new ArrayList<>(classPathFile.stream().toList());
    List<Path> folders = new ArrayList<>();
    (Files.isDirectory(classes) ? folders : files).add(classes);
    try {
      workshop.libraries().prune();
      watch =
          Optional.of(
              FileWatch.start(
                  new FileWatch.Watched(folders, files, List.of()), workshop.store(), changed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Loadable code() throws IOException {
    if (!Files.exists(classes)) {
      throw new IOException("'%s' is not there; build it".formatted(classes));
    }
    Path copy = copies.of(classes);
    List<Path> classPath = new ArrayList<>(List.of(copy));
    if (classPathFile.isPresent()) {
      classPath.addAll(ClassPathFile.read(classPathFile.get()));
    }
    return new Loadable(EntryPoints.choose(List.of(copy), definitions), classPath);
  }

  @Override
  public void close() {
    watch.ifPresent(FileWatch::close);
  }
}
