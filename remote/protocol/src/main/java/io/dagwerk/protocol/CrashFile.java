package io.dagwerk.protocol;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The file that a JVM reports its crash to, as whoever starts that JVM sees it. It has no name
/// from the moment that the process begins, because secrets may stand in it: it goes with both
/// processes, however they end. Thread-safe.
public final class CrashFile implements AutoCloseable {
  /// That of the process that is started; what it starts itself does not inherit it.
  private static final int DESCRIPTOR = 4;

  /// What a JVM is told that has such a file. It leaves no image of its memory behind.
  public static final List<String> OPTIONS =
      List.of("-XX:ErrorFile=/dev/fd/" + DESCRIPTOR, "-XX:-CreateCoredumpOnCrash");

  /// Turns into the program that follows the file.
  private static final String OPENED =
      "ulimit -c 0; exec %d<>\"$1\"; rm -f \"$1\"; shift; exec \"$@\"".formatted(DESCRIPTOR);

  private static final int LARGEST = 1 << 20;

  private final Path path;
  private final FileChannel file;

  private CrashFile(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /// Makes an empty one that only the user of this process reads.
  public static CrashFile create() throws IOException {
    Path path = Files.createTempFile("dagwerk", ".crash");
    try {
      return new CrashFile(path, FileChannel.open(path, StandardOpenOption.READ));
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  /// The command that starts a program with this file open.
  public List<String> opened(List<String> program) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", OPENED, "sh", path.toString()));
    command.addAll(program);
    return command;
  }

  /// What the JVM has reported, if it has crashed.
  public Optional<CrashReport> read() {
    try {
      ByteBuffer text = ByteBuffer.allocate((int) Math.min(file.size(), LARGEST));
      while (text.hasRemaining() && file.read(text, text.position()) >= 0) {
        // Until it is full.
      }
      return CrashReport.parse(
          new String(text.array(), 0, text.position(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      warn("cannot read how a process crashed", e);
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      file.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      warn("cannot remove the file for the report of a crash", e);
    }
  }

  private static void warn(String what, IOException e) {
    System.getLogger(CrashFile.class.getName()).log(Level.WARNING, what, e);
  }
}
