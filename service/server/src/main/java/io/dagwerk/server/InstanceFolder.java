package io.dagwerk.server;

import io.dagwerk.cli.ServerFile;
import io.dagwerk.daemon.InstanceKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The folder of an instance, held by one process at a time, or only looked at.
///
/// It holds the instance's key, the database unless that is elsewhere, what steps printed, values
/// that name no IO manager, and how the server is reached. All of that is for its owner alone.
final class InstanceFolder implements AutoCloseable {
  private static final List<String> FOLDERS = List.of("logs", "values", "cache");
  private static final List<String> FILES =
      List.of("dagwerk.db", "dagwerk.db-wal", "dagwerk.db-shm", "run-host.port");

  private static final int TRIES = 5;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path folder;
  private final Optional<FileLock> lock;

  private InstanceFolder(Path folder, Optional<FileLock> lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// The folder as it is, whoever holds it.
  static InstanceFolder look(Path folder) {
    return new InstanceFolder(folder, Optional.empty());
  }

  /// Makes the folder if there is none, and holds it.
  ///
  /// @throws InvalidSettings when it cannot be written, or another process holds it
  static InstanceFolder hold(Path folder) {
    try {
      OwnersOnly.makeFolder(folder);
      FileChannel channel =
          FileChannel.open(OwnersOnly.file(folder.resolve("lock")), StandardOpenOption.WRITE);
      FileLock lock = patientLock(channel);
      if (lock == null) {
        channel.close();
        throw InvalidSettings.of(
            "another server or command works on the instance in '%s'; use that one, wait for its end, or take another folder"
                .formatted(folder));
      }
      InstanceFolder held = new InstanceFolder(folder, Optional.of(lock));
      held.tidy();
      return held;
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static InvalidSettings unwritable(Path folder, IOException e) {
    return InvalidSettings.of(PlaceTrouble.of(folder, new IOException(unwritten(folder, e), e)));
  }

  private static String unwritten(Path folder, IOException e) {
    return "the folder '%s' of the instance cannot be written (%s); choose one that can with --instance"
        .formatted(folder, e);
  }

  /// What servers say that were killed is true no more, and what older ones made was for everybody.
  private void tidy() throws IOException {
    Files.deleteIfExists(new ServerFile(folder).path());
    Files.deleteIfExists(ServerFile.ofCommand(folder).path());
    for (String name : FOLDERS) {
      OwnersOnly.folder(folder.resolve(name));
    }
    for (String name : FILES) {
      OwnersOnly.restrict(folder.resolve(name));
    }
  }

  /// Whether a process holds the folder now.
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

  /// Who asks whether the folder is held has it for a moment.
  private static @Nullable FileLock patientLock(FileChannel channel) throws IOException {
    FileLock lock = lock(channel);
    for (int i = 1; lock == null && i < TRIES; i++) {
      LockSupport.parkNanos(PAUSE.toNanos());
      lock = lock(channel);
    }
    return lock;
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

  boolean hasDatabase() {
    return Files.exists(folder.resolve(FILES.getFirst()));
  }

  /// The file for the database, which is there after this. What SQLite writes beside it has its
  /// permissions.
  ///
  /// @throws InvalidSettings when it cannot be made
  Path database() {
    try {
      return OwnersOnly.file(folder.resolve(FILES.getFirst()));
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  Path path() {
    return folder;
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

  /// What the host that works in this folder is called among those of its database: the same at
  /// each start, wherever the folder is mounted, and like no other's. Made by the first who holds
  /// it.
  ///
  /// @throws IOException when it cannot be read or written
  String hostId() throws IOException {
    Path file = folder.resolve("host.id");
    String id = Files.exists(file) ? Files.readString(file).strip() : "";
    if (id.isEmpty()) {
      id = "host-" + UUID.randomUUID();
      Path made = OwnersOnly.file(folder.resolve("host.id.new"));
      Files.writeString(made, id);
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return id;
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

  /// On a full disk the port that was kept stays.
  void keepRunHostPort(int port) throws IOException {
    if (port == runHostPort()) {
      return;
    }
    Path beside = OwnersOnly.file(folder.resolve("run-host.port.new"));
    Files.writeString(
        beside,
        Integer.toString(port),
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.SYNC);
    Files.move(beside, portFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path portFile() {
    return folder.resolve("run-host.port");
  }

  @Override
  public void close() {
    try {
      if (lock.isPresent()) {
        lock.get().acquiredBy().close();
      }
    } catch (IOException e) {
      System.getLogger(InstanceFolder.class.getName())
          .log(System.Logger.Level.WARNING, "the folder of the instance stays locked", e);
    }
  }
}
