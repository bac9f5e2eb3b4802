package io.dagwerk.codeserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left in the folder of a cache. The trainings here come to nothing: the class path of the
/// tests has folders, for which there is no cache.
class AotCacheTest {
  private static final List<String> LEFTOVERS =
      List.of("unfinished-1", "unfinished-1.config", "unfinished-22.config");

  @TempDir private Path folder;

  @BeforeEach
  void leaveBehind() throws IOException {
    for (String name : LEFTOVERS) {
      Files.createFile(folder.resolve(name));
    }
  }

  @Test
  void aTrainingRemovesWhatKilledOnesHaveLeft() throws IOException {
    new AotCache(folder).make();
    assertThat(names()).doesNotContainAnyElementsOf(LEFTOVERS).contains("lock");
    assertThat(names()).noneMatch(name -> name.startsWith("unfinished-"));
  }

  @Test
  void aTrainingThatMakesNoCacheSaysWhy() {
    assertThatThrownBy(new AotCache(folder)::train)
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("made no cache: exit code ", "; its last output: ");
  }

  @Test
  void whatAnotherTrainsIsLeftAlone() throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      new AotCache(folder).make();
    }
    assertThat(names()).containsAll(LEFTOVERS);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
