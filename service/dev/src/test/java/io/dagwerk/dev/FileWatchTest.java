package io.dagwerk.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files as editors, tools and people change them.
class FileWatchTest {
  @TempDir private Path temporary;
  private final Semaphore told = new Semaphore(0);
  private Path root;
  private FileWatch watch;

  @BeforeEach
  void start() throws Exception {
    root = Files.createDirectory(temporary.toRealPath().resolve("sources"));
    watch =
        FileWatch.start(
            new FileWatch.Watched(
                List.of(root), List.of(root.resolveSibling("pom.xml")), List.of()),
            root,
            told::release);
  }

  @AfterEach
  void close() {
    watch.close();
  }

  /// Awaits that something is told, and forgets what else there was.
  private void awaitTold() throws InterruptedException {
    assertThat(told.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aFileThatIsWrittenOrDeletedIsTold() throws Exception {
    Path file = Files.writeString(root.resolve("One.java"), "1");
    awaitTold();
    told.drainPermits();
    Files.delete(file);
    awaitTold();
  }

  @Test
  void aFileThatAnEditorRenamesIntoItsPlaceIsTold() throws Exception {
    Path file = Files.writeString(root.resolve("One.java"), "1");
    awaitTold();
    told.drainPermits();
    Path written = Files.writeString(temporary.resolve("written"), "2");
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    awaitTold();
  }

  @Test
  void filesOfAFolderThatIsNewAreTold() throws Exception {
    Path folder = Files.createDirectories(root.resolve("a/b"));
    awaitTold();
    told.drainPermits();
    Files.writeString(folder.resolve("One.java"), "1");
    awaitTold();
  }

  @Test
  void aFolderThatIsDeletedAndMadeAgainIsWatchedAgain() throws Exception {
    Files.delete(root);
    awaitTold();
    told.drainPermits();
    Files.createDirectory(root);
    awaitTold();
    told.drainPermits();
    Files.writeString(root.resolve("One.java"), "1");
    awaitTold();
  }

  @Test
  void whatEditorsLeaveBesideAFileIsLeftOut() {
    FileWatch.Watched watched =
        new FileWatch.Watched(
            List.of(Path.of("/src")), List.of(Path.of("/pom.xml")), List.of(Path.of("/src/out")));

    assertThat(watched.covers(Path.of("/src/a/One.java"))).isTrue();
    assertThat(watched.covers(Path.of("/src"))).isTrue();
    assertThat(watched.covers(Path.of("/pom.xml"))).isTrue();
    assertThat(watched.covers(Path.of("/other.xml"))).isFalse();
    assertThat(watched.covers(Path.of("/src/.One.java.swp"))).isFalse();
    assertThat(watched.covers(Path.of("/src/One.java~"))).isFalse();
    assertThat(watched.covers(Path.of("/src/out"))).isFalse();
  }
}
