package io.dagwerk.server;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A folder for what is needed for a moment; deleted when it is closed.
record ScratchFolder(Path path) implements AutoCloseable {
  /// @throws IOException when there is no room for it
  static ScratchFolder make(String name) throws IOException {
    return new ScratchFolder(Files.createTempDirectory(name));
  }

  /// What cannot be deleted stays, and is logged: it is in nobody's way.
  @Override
  public void close() {
    try {
      delete();
    } catch (IOException e) {
      System.getLogger(ScratchFolder.class.getName())
          .log(Level.WARNING, "'%s' could not be deleted, delete it: %s".formatted(path, e));
    }
  }

  private void delete() throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          // A process that is ending may have deleted its own.
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
