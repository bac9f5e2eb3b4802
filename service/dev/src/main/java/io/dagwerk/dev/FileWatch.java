package io.dagwerk.dev;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells when something below some folders, or some single files, may have changed. What changed is
/// not told: whoever is told looks at all of it, so nothing that an editor does is missed.
///
/// Files and folders whose names begin with a dot, and copies that end with a tilde, are left out.
final class FileWatch implements AutoCloseable {
  /// How long nothing has to change until it is told.
  static final Duration SETTLED = Duration.ofMillis(20);

  /// How often it is waited for that.
  private static final int MOST_WAITS = 25;

  private final WatchService service;
  private final Watched watched;
  private final Runnable changed;

  /// What is watched, with absolute paths.
  ///
  /// @param folders with all that is below them; they may come and go
  /// @param files single ones; they may come and go
  /// @param excluded folders below that are left out
  record Watched(List<Path> folders, List<Path> files, List<Path> excluded) {
    Watched {
      folders = List.copyOf(folders);
      files = List.copyOf(files);
      excluded = List.copyOf(excluded);
    }

    private boolean isLeftOut(Path path) {
      String name = path.getFileName().toString();
      return name.startsWith(".") || name.endsWith("~") || excluded.contains(path);
    }

    boolean covers(Path path) {
      return files.contains(path)
          || folders.contains(path)
          || (folders.stream().anyMatch(path::startsWith) && !isLeftOut(path));
    }
  }

  private FileWatch(WatchService service, Watched watched, Runnable changed) {
    this.service = service;
    this.watched = watched;
    this.changed = changed;
  }

  /// Begins to watch.
  ///
  /// @param changed is called in a thread of its own
  static FileWatch start(Watched watched, Path at, Runnable changed) throws IOException {
    FileWatch watch = new FileWatch(at.getFileSystem().newWatchService(), watched, changed);
    watch.register();
    Thread.ofPlatform().daemon().name("dagwerk-watch").start(watch::run);
    return watch;
  }

  /// Registers what is there; folders that are registered already stay so.
  private void register() throws IOException {
    for (Path file : watched.files()) {
      registerParent(file);
    }
    for (Path folder : watched.folders()) {
      registerParent(folder);
      if (Files.isDirectory(folder)) {
        Files.walkFileTree(folder, new Registering(folder));
      }
    }
  }

  private void registerParent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent != null && Files.isDirectory(parent)) {
      register(parent);
    }
  }

  private void register(Path folder) throws IOException {
    try {
      var _ =
          folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
    } catch (IOException e) {
      // One that was deleted just now is told by its parent.
      if (Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private final class Registering extends SimpleFileVisitor<Path> {
    private final Path root;

    Registering(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (!folder.equals(root) && watched.isLeftOut(folder)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      register(folder);
      return FileVisitResult.CONTINUE;
    }

    /// It was deleted meanwhile.
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }

  private void run() {
    try {
      while (true) {
        if (isRelevant(service.take())) {
          awaitSettled();
          register();
          changed.run();
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException closed) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.getLogger(FileWatch.class.getName())
          .log(Level.WARNING, "files are watched no more; start anew to go on", e);
    }
  }

  private void awaitSettled() throws InterruptedException {
    for (int i = 0; i < MOST_WAITS; i++) {
      WatchKey more = service.poll(SETTLED.toMillis(), TimeUnit.MILLISECONDS);
      if (more == null) {
        return;
      }
      var _ = isRelevant(more);
    }
  }

  /// Reads the events of a folder, so that it can have others.
  private boolean isRelevant(WatchKey key) {
    boolean isRelevant = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      isRelevant |= isRelevant(key, event);
    }
    // A folder that is gone is told by its parent.
    var _ = key.reset();
    return isRelevant;
  }

  private boolean isRelevant(WatchKey key, WatchEvent<?> event) {
    @Nullable Object name = event.context();
    return event.kind().equals(StandardWatchEventKinds.OVERFLOW)
        || !(name instanceof Path path)
        || !(key.watchable() instanceof Path folder)
        || watched.covers(folder.resolve(path));
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      System.getLogger(FileWatch.class.getName())
          .log(Level.WARNING, "a watch of files does not close", e);
    }
  }
}
