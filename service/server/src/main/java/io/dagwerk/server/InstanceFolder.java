package io.dagwerk.server;

import io.dagwerk.daemon.InstanceKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The folder of an instance, held by one server at a time.
///
/// It holds the instance's key, the database unless that is elsewhere, what steps printed, values
/// that name no IO manager, and how the server is reached.
final class InstanceFolder implements AutoCloseable {
  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;

  private InstanceFolder(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /// Makes the folder if there is none, and holds it.
  ///
  /// @throws InvalidSettings when it cannot be written, or another server holds it
  static InstanceFolder hold(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lock(channel);
      if (lock == null) {
        channel.close();
        throw InvalidSettings.of(
            "another server works on the instance in '%s'; use that one, or another folder"
                .formatted(folder));
      }
      return new InstanceFolder(folder, channel, lock);
    } catch (IOException e) {
      throw InvalidSettings.of(
          "the folder '%s' of the instance cannot be written (%s); choose one that can with --instance"
              .formatted(folder, e));
    }
  }

  /// Whether a server works on the instance in a folder now.
  static boolean isHeld(Path folder) throws IOException {
    Path file = folder.resolve("lock");
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      return lock == null;
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException thisProcess) {
      return null;
    }
  }

  InstanceKey key() throws IOException {
    return InstanceKey.in(folder.resolve("key"));
  }

  Path database() {
    return folder.resolve("dagwerk.db");
  }

  Path logs() {
    return folder.resolve("logs");
  }

  Path cache() {
    return folder.resolve("cache");
  }

  Path values(String location) {
    return folder.resolve("values").resolve(location);
  }

  /// Where the last server heard its workers; 0 when there was none.
  int runHostPort() throws IOException {
    Path file = portFile();
    if (!Files.exists(file)) {
      return 0;
    }
    try {
      return Integer.parseInt(Files.readString(file).strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  void keepRunHostPort(int port) throws IOException {
    Files.writeString(portFile(), Integer.toString(port));
  }

  private Path portFile() {
    return folder.resolve("run-host.port");
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      System.getLogger(InstanceFolder.class.getName())
          .log(System.Logger.Level.WARNING, "the folder of the instance stays locked", e);
    }
  }
}
