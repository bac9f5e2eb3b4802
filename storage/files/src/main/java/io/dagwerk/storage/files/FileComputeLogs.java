package io.dagwerk.storage.files;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import io.dagwerk.spi.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What steps print, in a file per stream: `FOLDER/RUN/ATTEMPT/STEP.stdout`. A closed stream has an
/// empty file with the suffix `.closed` beside it.
///
/// Hosts that share the folder read each other's streams; each stream has one writer at a time.
public final class FileComputeLogs implements ComputeLogs {
  private static final String CLOSED = ".closed";
  private static final int LOCKS = 64;

  private final Path folder;

  /// Streams of one hash wait for each other.
  private final List<Object> locks = Stream.generate(Object::new).limit(LOCKS).toList();

  /// The folder is made with the first stream.
  public FileComputeLogs(Path folder) {
    this.folder = folder;
  }

  @Override
  public long append(LogKey key, long offset, Bytes bytes) {
    Limits.checked(bytes);
    Path file = file(key);
    synchronized (lock(key)) {
      try {
        Files.createDirectories(folderOf(file));
        try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          long size = channel.size();
          if (offset + bytes.size() > size && offset <= size) {
            Files.deleteIfExists(closedMark(file));
            return written(channel, offset, bytes, size);
          }
          return size;
        }
      } catch (IOException failed) {
        throw refused("written", file, failed);
      }
    }
  }

  private static long written(FileChannel channel, long offset, Bytes bytes, long size)
      throws IOException {
    int known = (int) Math.min(bytes.size(), size - offset);
    ByteBuffer rest = ByteBuffer.wrap(bytes.toArray()).position(known);
    long at = size;
    while (rest.hasRemaining()) {
      at += channel.write(rest, at);
    }
    return at;
  }

  @Override
  public void close(LogKey key) {
    Path mark = closedMark(file(key));
    synchronized (lock(key)) {
      append(key, 0, Bytes.of(new byte[0]));
      try {
        Files.write(mark, new byte[0]);
      } catch (IOException failed) {
        throw refused("written", mark, failed);
      }
    }
  }

  @Override
  public LogSlice read(LogKey key, long offset, int limit) {
    Limits.checked(limit, MOST);
    Path file = file(key);
    // Asked before the end is looked for: what is closed grows no more.
    boolean isClosed = Files.exists(closedMark(file));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long left = Math.max(0, channel.size() - offset);
      ByteBuffer part = ByteBuffer.allocate((int) Math.min(left, limit));
      long at = offset;
      int read;
      do {
        read = part.hasRemaining() ? channel.read(part, at) : 0;
        at += Math.max(0, read);
      } while (read > 0);
      byte[] bytes = Arrays.copyOf(part.array(), part.position());
      return new LogSlice(offset, Bytes.of(bytes), isClosed && left <= limit);
    } catch (NoSuchFileException _) {
      return new LogSlice(offset, Bytes.of(new byte[0]), false);
    } catch (IOException failed) {
      throw refused("read", file, failed);
    }
  }

  @Override
  public List<LogKey> list(RunId run) {
    Path ofRun = ofRun(run);
    try (Stream<Path> files = Files.walk(ofRun)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> LogName.parse(run, ofRun.relativize(file)))
          .flatMap(Optional::stream)
          .sorted(LogKey.ORDER)
          .toList();
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException failed) {
      throw refused("listed", ofRun, failed);
    }
  }

  @Override
  public void delete(RunId run) {
    Path ofRun = ofRun(run);
    try (Stream<Path> files = Files.walk(ofRun)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException _) {
      // There is nothing to delete.
    } catch (IOException failed) {
      throw refused("deleted", ofRun, failed);
    }
  }

  private Path ofRun(RunId run) {
    return folder.resolve(run.toString());
  }

  private Path file(LogKey key) {
    return ofRun(key.run()).resolve(LogName.of(key));
  }

  private static Path folderOf(Path file) {
    return file.resolveSibling("");
  }

  private static Path closedMark(Path file) {
    return file.resolveSibling(file.getFileName() + CLOSED);
  }

  private Object lock(LogKey key) {
    return locks.get(Math.floorMod(key.hashCode(), LOCKS));
  }

  private static StorageException refused(String what, Path file, IOException cause) {
    return new StorageException(
        "'%s' cannot be %s: %s".formatted(file, what, cause.getMessage()), cause);
  }
}
