package io.dagwerk.execution.io;

import static io.dagwerk.execution.io.IoChild.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Type;
import io.dagwerk.testsupport.Covers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that one process writes and another reads.
class FilesAcrossProcessesTest {
  @TempDir private Path folder;

  @Test
  @Covers("S26.2")
  void aReaderInAnotherProcessGetsAnEqualValue() throws Exception {
    List<IoManagerContract.Row> rows = IoManagerContract.rows(1, 3);
    new FileIoManager(folder).store(new FakeStore(ADDRESS, IoManagerContract.ROWS), rows);
    Process child = IoChild.start("64m", folder, "load");
    assertThat(IoChild.outputOf(child)).isEqualTo(rows.toString());
    assertThat(child.waitFor()).isZero();
  }

  @Test
  @Covers("S26.3")
  void aWriterKilledOnTheWayLeavesTheOldValueWholeAndItsHalfIsRemoved() throws Exception {
    FileIoManager files = new FileIoManager(folder);
    Type<String> text = Type.of(String.class);
    files.store(new FakeStore(ADDRESS, text), "old");
    Process child = IoChild.start("64m", folder, "hang");
    try (BufferedReader said = child.inputReader()) {
      assertThat(said.readLine()).isEqualTo("writing");
      assertThat(files.load(new FakeLoad(ADDRESS, text))).isEqualTo("old");
      age();
      new FileIoManager(folder).store(new FakeStore(ADDRESS, text), "newer");
      assertThat(fileNames()).as("what is being written stays").hasSize(2);
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(files.load(new FakeLoad(ADDRESS, text))).isEqualTo("newer");
    assertThat(fileNames()).hasSize(2);
    new FileIoManager(folder).store(new FakeStore(ADDRESS, text), "newest");
    assertThat(fileNames()).containsExactly("@2001-01-31.txt");
  }

  /// Makes what is not finished look as if nobody had written to it for an hour.
  private void age() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".part")).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
      }
    }
  }

  /// `-Ddagwerk.stream.megabytes=2048` shows it with two gigabytes.
  @Test
  void aStreamLargerThanTheHeapPassesThrough() throws Exception {
    long bytes = Long.getLong("dagwerk.stream.megabytes", 512) << 20;
    Process child = IoChild.start("64m", folder, "stream", String.valueOf(bytes));
    assertThat(IoChild.outputOf(child)).isEqualTo(String.valueOf(bytes));
    assertThat(child.waitFor()).isZero();
  }

  private List<String> fileNames() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    }
  }
}
