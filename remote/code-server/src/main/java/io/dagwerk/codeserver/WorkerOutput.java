package io.dagwerk.codeserver;

import io.dagwerk.worker.OutputFiles;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The files that a worker's process writes its standard output and error to, as whoever started it
/// sees them: the worker reads them while it lives, and their ends are read here after it.
/// Thread-safe.
final class WorkerOutput implements AutoCloseable {
  private final OutputFiles files;
  private final FileChannel stdout;
  private final FileChannel stderr;

  private WorkerOutput(OutputFiles files) throws IOException {
    this.files = files;
    this.stdout = FileChannel.open(files.stdout(), StandardOpenOption.READ);
    this.stderr = FileChannel.open(files.stderr(), StandardOpenOption.READ);
  }

  /// Makes two empty files that only the user of this process reads. The worker removes their names
  /// as soon as it runs, so none stays behind when both processes are killed.
  static WorkerOutput create() throws IOException {
    return new WorkerOutput(new OutputFiles(file(".out"), file(".err")));
  }

  private static Path file(String suffix) throws IOException {
    return Files.createTempFile("dagwerk-worker", suffix);
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

  private static byte[] last(FileChannel file) {
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
