package io.dagwerk.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnOutputTest {
  @TempDir private Path folder;
  private Path open;

  @BeforeEach
  void makeFolderOfOpenFiles() throws Exception {
    open = Files.createDirectory(folder.resolve("fd"));
  }

  @Test
  void aFileThatIsPrintedToIsNamedOnce() throws Exception {
    Path log = Files.createFile(folder.resolve("dev.log"));
    Files.createSymbolicLink(open.resolve("1"), log);
    Files.createSymbolicLink(open.resolve("2"), log);

    assertThat(OwnOutput.files(open)).containsExactly(log.toRealPath());
  }

  @Test
  void terminalsPipesAndFilesThatAreGoneAreNone() throws Exception {
    Files.createSymbolicLink(open.resolve("1"), Path.of("/dev/null"));
    Files.createSymbolicLink(open.resolve("2"), folder.resolve("deleted"));

    assertThat(OwnOutput.files(open)).isEmpty();
    assertThat(OwnOutput.files(folder.resolve("no proc"))).isEmpty();
  }
}
