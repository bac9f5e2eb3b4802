package io.dagwerk.codeserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerOutputTest {
  @TempDir private Path folder;

  @Test
  void whenOneOfTheFilesCannotBeMadeNoneIsLeft() {
    // Longer than any name may be.
    String tooLong = ".".repeat(300);
    assertThatThrownBy(() -> WorkerOutput.create(folder, tooLong)).isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theLastBytesAreReadUntilItIsClosed() throws IOException {
    try (WorkerOutput output = WorkerOutput.create(folder, ".err")) {
      Files.writeString(output.files().stdout(), "out");
      Files.writeString(output.files().stderr(), "err");
      assertThat(output.lastOut()).asString().isEqualTo("out");
      assertThat(output.lastErr()).asString().isEqualTo("err");
    }
    assertThat(folder).isEmptyDirectory();
  }
}
