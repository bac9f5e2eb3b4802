package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A disk in memory, mounted until it is closed. Only root can have one: for others the test that
/// wants it is left out.
record SmallDisk(Path path) implements AutoCloseable {
  /// @param options such as `size=64k` or `ro`
  static SmallDisk mount(Path at, String options) throws IOException {
    Path disk = Files.createDirectory(at);
    boolean isMounted =
        Files.isExecutable(Path.of("/bin/mount"))
            && exitCode("/bin/mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString()) == 0;
    assumeTrue(isMounted, "only root may mount a small disk");
    return new SmallDisk(disk);
  }

  @Override
  public void close() throws IOException {
    assertThat(exitCode("/bin/umount", "-l", path.toString())).isZero();
  }

  private static int exitCode(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue();
  }
}
