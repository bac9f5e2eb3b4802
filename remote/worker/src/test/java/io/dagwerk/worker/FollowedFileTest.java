package io.dagwerk.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFileTest {
  private static final int MOST = 1000;

  @TempDir private Path folder;
  private OutputStream appended;
  private FileChannel seen;
  private FollowedFile file;

  @BeforeEach
  void open() throws IOException {
    Path path = folder.resolve("output");
    appended = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    seen = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    file = FollowedFile.open(path, MOST);
  }

  @AfterEach
  void close() throws IOException {
    file.close();
    seen.close();
    appended.close();
  }

  private void append(String text) throws IOException {
    appended.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private String read() throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    file.read((bytes, length) -> read.write(bytes, 0, length));
    return read.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsAppendedIsReadOnceAndTheFileHasNoName() throws Exception {
    assertThat(folder.resolve("output")).doesNotExist();
    append("one\n");
    assertThat(read()).isEqualTo("one\n");
    assertThat(read()).isEmpty();
    append("two\n");
    assertThat(read()).isEqualTo("two\n");
  }

  @Test
  void whateverIsReadInTimeIsReadWholeAndTheFileStaysSmall() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    StringBuilder all = new StringBuilder();
    StringBuilder read = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      String text = Integer.toString(i).repeat(random.nextInt(100));
      append(text);
      all.append(text);
      read.append(read());
      assertThat(seen.size()).as("seed %d", seed).isLessThan(2 * MOST);
    }
    assertThat(read).as("seed %d", seed).hasToString(all.toString());
  }

  @Test
  void tooMuchAtOnceIsPassedOverAndALineSaysHowMuch() throws Exception {
    append("read\n");
    assertThat(read()).isEqualTo("read\n");
    append("a".repeat(MOST + 1));
    assertThat(read())
        .isEqualTo(
            "[1,001 bytes that were printed are missing here: they came faster than they were read]\n");
    append("again\n");
    assertThat(read()).isEqualTo("again\n");
    assertThat(seen.size()).isEqualTo("again\n".length());
  }

  @Test
  void whoEmptiesTheFileIsReadFromItsBeginning() throws Exception {
    append("before\n");
    assertThat(read()).isEqualTo("before\n");
    seen.truncate(0);
    append("after\n".substring(0, 4));
    assertThat(read()).isEqualTo("afte");
  }

  @Test
  void aFileThatNobodyReadsStaysBounded() throws Exception {
    append("a".repeat(MOST));
    file.bound();
    assertThat(seen.size()).isEqualTo(MOST);
    append("a");
    file.bound();
    assertThat(seen.size()).isZero();
    append("new\n");
    assertThat(read()).isEqualTo("new\n");
  }
}
