package io.dagwerk.storage.files;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import io.dagwerk.spi.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What steps print, in a file per stream, `FOLDER/RUN/ATTEMPT/STEP.stdout`, and a folder with more
/// of it when it is large, `STEP.stdout.pieces`. A closed stream has an empty file with the suffix
/// `.closed` beside it.
///
/// Hosts that share the folder read each other's streams; each stream has one writer at a time.
public final class FileComputeLogs implements ComputeLogs {
  private static final String CLOSED = ".closed";
  private static final int LOCKS = 64;

  private final Path folder;
  private final int piece;

  /// Streams of one hash wait for each other.
  private final List<Object> locks = Stream.generate(Object::new).limit(LOCKS).toList();

  /// The folder is made with the first stream.
  public FileComputeLogs(Path folder) {
    this(folder, PIECE);
  }

  /// @param piece when a piece has so many bytes, the next part begins another
  FileComputeLogs(Path folder, int piece) {
    this.folder = folder;
    this.piece = piece;
  }

  @Override
  public long append(LogKey key, long offset, Bytes bytes) {
    Limits.checked(bytes);
    Path file = file(key);
    synchronized (lock(key)) {
      try {
        PiecedFile pieces = new PiecedFile(file, piece);
        long end = opened(pieces);
        if (offset + bytes.size() <= end || offset > end) {
          return end;
        }
        Files.deleteIfExists(closedMark(file));
        return pieces.append(bytes, (int) (end - offset));
      } catch (IOException failed) {
        throw refused("written", file, failed);
      }
    }
  }

  private static long opened(PiecedFile pieces) throws IOException {
    try {
      return pieces.end();
    } catch (NoSuchFileException _) {
      pieces.create();
      return 0;
    }
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
  public long drop(LogKey key, long before) {
    Path file = file(key);
    synchronized (lock(key)) {
      try {
        PiecedFile pieces = new PiecedFile(file, piece);
        pieces.drop(before);
        return pieces.begin();
      } catch (NoSuchFileException _) {
        return 0;
      } catch (IOException failed) {
        throw refused("dropped", file, failed);
      }
    }
  }

  @Override
  public LogSlice read(LogKey key, long offset, int limit) {
    Limits.checked(limit, MOST);
    Path file = file(key);
    // Asked before the end is looked for: what is closed grows no more.
    boolean isClosed = Files.exists(closedMark(file));
    try {
      PiecedFile.Part part = new PiecedFile(file, piece).read(offset, limit);
      LogSlice slice = new LogSlice(part.begin(), part.bytes(), isClosed && part.isEnd());
      return part.begin() > offset ? slice.behindGap(offset) : slice;
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
