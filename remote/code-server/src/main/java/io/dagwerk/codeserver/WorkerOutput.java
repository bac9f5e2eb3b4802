package io.dagwerk.codeserver;

import io.dagwerk.worker.OutputFiles;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The files that a worker's process writes its standard output and error to, as whoever started it
/// sees them: the worker reads them while it lives, and their ends are read here after it.
/// Thread-safe.
final class WorkerOutput implements AutoCloseable {
  private static final String PREFIX = "dagwerk-worker";

  private final OutputFiles files;
  private final FileChannel stdout;
  private final FileChannel stderr;

  private WorkerOutput(OutputFiles files) throws IOException {
    this.files = files;
    this.stdout = FileChannel.open(files.stdout(), StandardOpenOption.READ);
    try {
      this.stderr = FileChannel.open(files.stderr(), StandardOpenOption.READ);
    } catch (IOException e) {
      stdout.close();
      throw e;
    }
  }

  /// Makes two empty files that only the user of this process reads. The worker removes their names
  /// as soon as it runs, so none stays behind when both processes are killed.
  static WorkerOutput create() throws IOException {
    return create(Path.of(System.getProperty("java.io.tmpdir", "/tmp")), ".err");
  }

  /// @param err how the name of the file for the standard error ends
  static WorkerOutput create(Path folder, String err) throws IOException {
    List<Path> made = new ArrayList<>();
    try {
      made.add(Files.createTempFile(folder, PREFIX, ".out"));
      made.add(Files.createTempFile(folder, PREFIX, err));
      return new WorkerOutput(new OutputFiles(made.getFirst(), made.getLast()));
    } catch (IOException | RuntimeException e) {
      for (Path file : made) {
        Files.deleteIfExists(file);
      }
      throw e;
    }
  }

  OutputFiles files() {
    return files;
  }

  /// The last bytes of the standard output, [LastWords#MOST_BYTES] at most.
  byte[] lastOut() {
    return last(stdout);
  }

  /// The last bytes of the standard error, as many.
  byte[] lastErr() {
    return last(stderr);
  }

  /// The last bytes of a file that a process printed to.
  static byte[] last(FileChannel file) {
    try {
      long size = file.size();
      ByteBuffer end = ByteBuffer.allocate((int) Math.min(size, LastWords.MOST_BYTES));
      long from = size - end.capacity();
      while (end.hasRemaining() && file.read(end, from + end.position()) >= 0) {
        // Until it is full.
      }
      byte[] read = new byte[end.position()];
      end.flip().get(read);
      return read;
    } catch (IOException e) {
      warn("cannot read what a worker printed last", e);
      return new byte[0];
    }
  }

  @Override
  public void close() {
    try {
      stdout.close();
      stderr.close();
      Files.deleteIfExists(files.stdout());
      Files.deleteIfExists(files.stderr());
    } catch (IOException e) {
      warn("cannot remove the files of what a worker printed", e);
    }
  }

  private static void warn(String what, IOException e) {
    System.getLogger(WorkerOutput.class.getName()).log(Level.WARNING, what, e);
  }
}
