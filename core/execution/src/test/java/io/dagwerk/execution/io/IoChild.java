package io.dagwerk.execution.io;

import static io.dagwerk.execution.io.Addresses.partition;

import io.dagwerk.definitions.Type;
import io.dagwerk.model.OutputAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Another process that stores or loads the value of one address: `load`, `stream BYTES` or `hang`.
final class IoChild {
  static final OutputAddress ADDRESS = partition("raw/flights", "2001-01-31");

  private IoChild() {}

  /// Starts it with this most heap.
  static Process start(String heap, Path folder, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                IoChild.class.getName(),
                folder.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  static String outputOf(Process child) throws IOException {
    return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  public static void main(String[] arguments) throws Exception {
    FileIoManager files = new FileIoManager(Path.of(arguments[0]));
    switch (arguments[1]) {
      case "load" -> System.out.println(files.load(new FakeLoad(ADDRESS, IoManagerContract.ROWS)));
      case "hang" ->
          files.store(new FakeStore(ADDRESS, Type.streamOf(String.class)), endlessLines());
      case "stream" -> stream(files, Long.parseLong(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[1]);
    }
  }

  /// Stores that many bytes and counts those that are read back.
  private static void stream(FileIoManager files, long bytes) throws IOException {
    files.store(new FakeStore(ADDRESS, Type.of(InputStream.class)), new Zeros(bytes));
    try (FakeLoad context = new FakeLoad(ADDRESS, Type.of(InputStream.class))) {
      InputStream in = (InputStream) files.load(context);
      byte[] buffer = new byte[1 << 16];
      long count = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        count += read;
      }
      System.out.println(count);
    }
  }

  /// Says so once it is in the midst of writing, and never ends.
  private static Stream<String> endlessLines() {
    int manyBuffers = 100_000;
    return Stream.iterate(0, line -> line + 1)
        .peek(line -> {
          if (line == manyBuffers) {
            System.out.println("writing");
            awaitTheEnd();
          }
        })
        .map(line -> "line " + line);
  }

  private static void awaitTheEnd() {
    try {
      System.in.readAllBytes();
    } catch (IOException closed) {
      throw new IllegalStateException(closed);
    }
  }

  /// A stream of so many zeros that takes no memory.
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long length) {
      this.left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(length, left);
      left -= count;
      return count;
    }
  }
}
