package io.dagwerk.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that others append to, read as it grows, and emptied when it has become large. Confined
/// to its owner's monitor.
///
/// Who appends does not wait for whoever reads. So what is not read in time is passed over when it
/// is too much, which a line says; and what is appended in the very moment in which a file that was
/// read is emptied is lost.
final class FollowedFile implements AutoCloseable {
  private final FileChannel file;
  private final long most;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
  private long position;

  private FollowedFile(FileChannel file, long most) {
    this.file = file;
    this.most = most;
  }

  /// Takes what was appended to a file.
  interface Reader {
    void read(byte[] bytes, int length);
  }

  /// Opens a file and removes its name.
  ///
  /// @param most how large it may become until it is emptied, in bytes
  static FollowedFile open(Path path, long most) throws IOException {
    FollowedFile file = follow(path, most);
    Files.delete(path);
    return file;
  }

  /// Opens a file whose name somebody else removes.
  static FollowedFile follow(Path path, long most) throws IOException {
    return new FollowedFile(
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE), most);
  }

  /// Reads what was appended since the last time.
  void read(Reader reader) throws IOException {
    long end = size();
    while (position < end && appended() <= most) {
      buffer.clear();
      int length = file.read(buffer, position);
      if (length < 0) {
        break;
      }
      position += length;
      reader.read(buffer.array(), length);
    }
    long missing = appended();
    if (missing > most) {
      empty();
      byte[] line =
          "[%,d bytes that were printed are missing here: they came faster than they were read]\n"
              .formatted(missing)
              .getBytes(StandardCharsets.UTF_8);
      reader.read(line, line.length);
    } else if (missing == 0 && position >= most) {
      empty();
    }
  }

  /// Empties the file when it is too large, read or not.
  void bound() throws IOException {
    if (size() > most) {
      empty();
    }
  }

  /// Others may have emptied it: a shell does when it opens `/dev/stderr`.
  private long size() throws IOException {
    long size = file.size();
    if (size < position) {
      position = 0;
    }
    return size;
  }

  private long appended() throws IOException {
    return size() - position;
  }

  private void empty() throws IOException {
    file.truncate(0);
    position = 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
