package io.dagwerk.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A queue of events in a file, for what does not fit into memory. The file is made when it is
/// needed and emptied whenever all is taken; it goes with the process. Confined to its owner's
/// monitor.
final class Spool implements AutoCloseable {
  private static final long MOST_BYTES = 4L << 30;
  private final Path file;
  private Optional<FileChannel> channel = Optional.empty();
  private long readAt;
  private long writeAt;
  private long size;

  Spool(Path file) {
    this.file = file;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// @throws UncheckedIOException when the file cannot be written, or would be larger than 4 GiB
  void add(byte[] event) {
    if (writeAt > MOST_BYTES) {
      throw new UncheckedIOException(
          new IOException(
              "the run host was away for too long: %d events wait in %s, which may not grow further"
                  .formatted(size, file)));
    }
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + event.length);
    bytes.putInt(event.length).put(event).flip();
    try {
      FileChannel open = open();
      while (bytes.hasRemaining()) {
        writeAt += open.write(bytes, writeAt);
      }
      size++;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep an event in " + file, e);
    }
  }

  /// Takes the oldest; only when there is one.
  byte[] take() {
    try {
      byte[] event = read(ByteBuffer.wrap(read(Integer.BYTES)).getInt());
      size--;
      if (size == 0) {
        readAt = 0;
        writeAt = 0;
        open().truncate(0);
      }
      return event;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read an event back from " + file, e);
    }
  }

  private byte[] read(int length) throws IOException {
    byte[] content = new byte[length];
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      int read = open().read(bytes, readAt);
      if (read < 0) {
        throw new IOException("it ends before its last event");
      }
      readAt += read;
    }
    return content;
  }

  private FileChannel open() throws IOException {
    if (channel.isEmpty()) {
      channel =
          Optional.of(
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.DELETE_ON_CLOSE));
    }
    return channel.get();
  }

  @Override
  public void close() {
    try {
      if (channel.isPresent()) {
        channel.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file, e);
    }
  }
}
