package io.dagwerk.execution.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Replaces a file as a whole: what is written goes to a file beside it, to the disk, and then by
/// one rename to its place. The rename comes before the disk for what is new and nobody reads yet.
///
/// The file beside is hidden (`.NAME.UUID.part`) and locked while it is written. One without its
/// lock was left by a crash.
final class AtomicFile {
  private static final String UNFINISHED = ".part";

  /// Not locked are also files of other processes that are not locked yet, or not any more because
  /// their time was set. Neither lasts long.
  private static final Duration AGE_OF_LEFTOVERS = Duration.ofMinutes(10);

  /// Closing any channel of a file drops the locks that this process holds on it, so a file that is
  /// being written here is never opened a second time.
  private static final Set<Path> BEING_WRITTEN = ConcurrentHashMap.newKeySet();

  private AtomicFile() {}

  /// Writes the content of a file.
  @FunctionalInterface
  interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  /// What is to be done with the finished file.
  interface Finish {
    /// Before it goes to the disk.
    void complete(Path finished) throws IOException;

    /// Right before it takes its place.
    void beforeRename();

    /// Whether nobody reads the target before [#replace] has returned. When there is none yet, it
    /// may then take its place before it is on the disk, which saves the disk a second turn; what
    /// the machine's sudden end leaves of it is replaced later, or never read.
    boolean isUnreadUntilStored();
  }

  /// Gives `target` this content; durable on return. When the content or the finish throws, nothing
  /// has changed.
  ///
  /// @return how many bytes were written
  static long replace(Path target, Content content, Finish finish) throws IOException {
    Path folder = parentOf(target);
    List<Path> grown = createFolders(folder);
    Path beside =
        target.resolveSibling(
            ".%s.%s%s".formatted(target.getFileName(), UUID.randomUUID(), UNFINISHED));
    BEING_WRITTEN.add(beside);
    try (FileChannel channel =
        FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      // Released by closing the channel, when the file is in its place.
      channel.lock();
      content.writeTo(channel);
      long bytes = channel.size();
      finish.complete(beside);
      boolean isMovedFirst = finish.isUnreadUntilStored() && !Files.exists(target);
      if (!isMovedFirst) {
        channel.force(true);
      }
      finish.beforeRename();
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (isMovedFirst) {
        channel.force(true);
      }
      force(folder);
      for (Path each : grown) {
        force(each);
      }
      return bytes;
    } catch (Throwable failure) {
      Files.deleteIfExists(beside);
      throw failure;
    } finally {
      BEING_WRITTEN.remove(beside);
    }
  }

  /// Removes what crashed writers left in a folder; never what is being written.
  static void removeLeftovers(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ".*" + UNFINISHED)) {
      for (Path each : left) {
        if (!BEING_WRITTEN.contains(each) && isOld(each)) {
          removeUnlocked(each);
        }
      }
    }
  }

  private static boolean isOld(Path file) throws IOException {
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return written.isBefore(Instant.now().minus(AGE_OF_LEFTOVERS));
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private static void removeUnlocked(Path leftover) throws IOException {
    try (FileChannel channel = FileChannel.open(leftover, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(leftover);
      }
    } catch (NoSuchFileException _) {
      // Another writer removed it, or it was finished meanwhile.
    } catch (OverlappingFileLockException _) {
      // Another writer of this process is removing it.
    }
  }

  /// Creates the folders that are missing.
  ///
  /// @return the folders that have got one, which are not on the disk so yet: mostly they get there
  ///   together with the file
  private static List<Path> createFolders(Path folder) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path each = folder; !Files.isDirectory(each); each = parentOf(each)) {
      missing.push(each);
    }
    List<Path> grown = new ArrayList<>();
    for (Path each : missing) {
      Files.createDirectories(each);
      grown.add(parentOf(each));
    }
    return grown;
  }

  static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path parentOf(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalStateException("expected a path inside a folder, but found " + path);
    }
    return parent;
  }
}
