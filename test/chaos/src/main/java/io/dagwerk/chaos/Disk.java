package io.dagwerk.chaos;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A small disk of its own below the folder of an instance: a file with a file system, which can be
/// filled, and frozen so that whoever writes waits. Only root can mount one.
///
/// @param path where it is mounted
/// @param bytes how large it is
record Disk(Path path, long bytes) {
  private static final int BLOCK = 1 << 20;

  /// @param image where the file is made
  /// @return empty when it may not be mounted here
  static Optional<Disk> mount(Path image, Path at, int megabytes)
      throws IOException, InterruptedException {
    long bytes = (long) megabytes << 20;
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(bytes);
    }
    Files.createDirectories(at);
    boolean isMounted =
        isDone("mkfs.ext4", "-q", "-F", "-m", "0", image.toString())
            && isDone("mount", "-o", "loop", image.toString(), at.toString());
    return isMounted ? Optional.of(new Disk(at, bytes)) : Optional.empty();
  }

  private static boolean isDone(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      // There is no such program here.
      return false;
    }
  }

  /// Takes all room that is left.
  void fill() throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    try (FileChannel filler =
        FileChannel.open(
            path.resolve("filler"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int size = BLOCK; size >= 512; size /= 2) {
        fill(filler, block.limit(size));
      }
    }
  }

  private void fill(FileChannel filler, ByteBuffer block) {
    try {
      while (filler.size() < bytes) {
        var _ = filler.write(block.rewind());
      }
    } catch (IOException full) {
      // That was wanted.
    }
  }

  void empty() throws IOException {
    Files.deleteIfExists(path.resolve("filler"));
  }

  void freeze() throws InterruptedException {
    if (!isDone("fsfreeze", "-f", path.toString())) {
      throw new IllegalStateException("the disk cannot be frozen");
    }
  }

  void thaw() throws InterruptedException {
    if (!isDone("fsfreeze", "-u", path.toString())) {
      throw new IllegalStateException("the disk cannot be thawed");
    }
  }

  void unmount() throws InterruptedException {
    if (!isDone("umount", path.toString()) && !isDone("umount", "-l", path.toString())) {
      throw new IllegalStateException("cannot unmount " + path);
    }
  }

  /// Unmounts it, frozen or not, whoever is still there.
  void giveUp() throws InterruptedException {
    // It says no to a disk that is not frozen.
    var _ = isDone("fsfreeze", "-u", path.toString());
    unmount();
  }
}
