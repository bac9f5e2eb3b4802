package io.dagwerk.storage.files;

import io.dagwerk.spi.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// The text of one stream: its first piece in a file, each further one in a folder beside it, in a
/// file that is named by where it begins. Of a stream whose first piece was dropped the empty file
/// stays, so that it is found.
///
/// It has one writer at a time; others may read meanwhile.
final class PiecedFile {
  private static final String PIECES = ".pieces";

  /// Pieces may be dropped while they are read.
  private static final int MOST_TRIES = 10;

  private final Path first;
  private final Path folder;
  private final int piece;

  /// @param first the file of its first piece
  /// @param piece when one has so many bytes, the next part begins another
  PiecedFile(Path first, int piece) {
    this.first = first;
    this.folder = first.resolveSibling(first.getFileName() + PIECES);
    this.piece = piece;
  }

  /// Text that was read.
  ///
  /// @param begin where it begins: further than was asked for when that was dropped
  /// @param isEnd whether there is no more of the stream yet
  record Part(long begin, Bytes bytes, boolean isEnd) {}

  /// Where its pieces begin.
  ///
  /// @throws NoSuchFileException when there is no such stream
  private NavigableSet<Long> begins() throws IOException {
    NavigableSet<Long> begins = new TreeSet<>();
    boolean hasFirst = Files.size(first) > 0;
    try (DirectoryStream<Path> pieces = Files.newDirectoryStream(folder)) {
      pieces.forEach(file -> begins.add(Long.parseLong(file.getFileName().toString())));
    } catch (NoSuchFileException _) {
      // There is one piece only.
    }
    if (hasFirst || begins.isEmpty()) {
      begins.add(0L);
    }
    return begins;
  }

  private Path file(long begin) {
    return begin == 0 ? first : folder.resolve(Long.toString(begin));
  }

  /// Where it begins.
  ///
  /// @throws NoSuchFileException when there is no such stream
  long begin() throws IOException {
    return begins().getFirst();
  }

  /// Where it ends.
  ///
  /// @throws NoSuchFileException when there is no such stream
  long end() throws IOException {
    long last = begins().getLast();
    return last + Files.size(file(last));
  }

  /// Makes an empty stream.
  void create() throws IOException {
    Files.createDirectories(first.resolveSibling(""));
    Files.createFile(first);
  }

  /// Writes behind what is there.
  ///
  /// @param from the first of the bytes that is not there
  /// @return where it ends now
  long append(Bytes bytes, int from) throws IOException {
    long last = begins().getLast();
    long size = Files.size(file(last));
    if (size >= piece) {
      Files.createDirectories(folder);
      last += size;
      size = 0;
    }
    try (FileChannel channel =
        FileChannel.open(file(last), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes.toArray()).position(from);
      while (rest.hasRemaining()) {
        size += channel.write(rest, size);
      }
    }
    return last + size;
  }

  /// Drops the pieces that begin before a place, but for the newest.
  ///
  /// @throws NoSuchFileException when there is no such stream
  void drop(long before) throws IOException {
    NavigableSet<Long> begins = begins();
    for (long begin : begins.headSet(Math.min(before, begins.getLast()), false)) {
      if (begin == 0) {
        FileChannel.open(first, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
            .close();
      } else {
        Files.deleteIfExists(file(begin));
      }
    }
  }

  /// Reads from a place.
  ///
  /// @throws NoSuchFileException when there is no such stream
  Part read(long offset, int limit) throws IOException {
    for (int tries = 1; true; tries++) {
      NavigableSet<Long> begins = begins();
      try {
        return read(begins, Math.max(offset, begins.getFirst()), limit);
      } catch (NoSuchFileException dropped) {
        if (tries == MOST_TRIES) {
          throw new IOException("its pieces are dropped faster than they are read", dropped);
        }
      }
    }
  }

  private Part read(NavigableSet<Long> begins, long from, int limit) throws IOException {
    long end = begins.getLast() + Files.size(file(begins.getLast()));
    ByteBuffer part = ByteBuffer.allocate(Math.clamp(end - from, 0, limit));
    for (long begin : begins.tailSet(begins.floor(from), true)) {
      long next = Optional.ofNullable(begins.higher(begin)).orElse(end);
      read(part, from, begin);
      if (part.hasRemaining() && from + part.position() < next) {
        throw new NoSuchFileException(file(begin).toString(), null, "its text was dropped");
      }
    }
    return new Part(
        from,
        Bytes.of(Arrays.copyOf(part.array(), part.position())),
        from + part.position() >= end);
  }

  /// Reads on in the piece that begins there, to its end or as far as there is room.
  private void read(ByteBuffer part, long from, long begin) throws IOException {
    try (FileChannel channel = FileChannel.open(file(begin), StandardOpenOption.READ)) {
      int read = 0;
      while (read >= 0 && part.hasRemaining()) {
        read = channel.read(part, from + part.position() - begin);
      }
    }
  }
}
