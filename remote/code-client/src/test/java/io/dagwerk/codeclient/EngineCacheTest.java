package io.dagwerk.codeclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCacheTest {
  private static final Instant MODIFIED = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path temporary;
  private Path below;
  private Path jar;

  @BeforeEach
  void furnish() throws IOException {
    below = temporary.resolve("cache");
    jar = temporary.resolve("engine.jar");
    write("one");
  }

  private void write(String content) throws IOException {
    Files.writeString(jar, content);
    Files.setLastModifiedTime(jar, FileTime.from(MODIFIED));
  }

  @Test
  void theSameJarsShareAFolder() {
    assertThat(folder()).isDirectory().isEqualTo(folder());
  }

  @Test
  void otherJarsHaveAFolderOfTheirOwn() throws IOException {
    Path before = folder();
    write("another");

    assertThat(folder()).isNotEqualTo(before);
  }

  @Test
  void aJarThatWasWrittenAgainHasAFolderOfItsOwnAsTheJvmWouldRefuseTheOld() throws IOException {
    Path before = folder();
    Files.setLastModifiedTime(jar, FileTime.from(MODIFIED.plusSeconds(1)));

    assertThat(folder()).isNotEqualTo(before);
  }

  @Test
  void aClassPathWithAFolderHasNoCache() {
    assertThat(EngineCache.folder(below, Jdk.ofProcess(), List.of(jar, temporary))).isEmpty();
    assertThat(below).doesNotExist();
  }

  @Test
  void whereNoFolderCanBeMadeThereIsNoCache() {
    assertThat(EngineCache.folder(jar, Jdk.ofProcess(), List.of(jar))).isEmpty();
  }

  @Test
  void onlyTheNewestVersionsAreKept() throws IOException {
    List<Path> made = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      write("version ".repeat(i + 1));
      Path folder = folder();
      Files.writeString(folder.resolve("engine.aot"), "classes");
      Files.setLastModifiedTime(folder, FileTime.from(MODIFIED.plusSeconds(i)));
      made.add(folder);
    }

    try (Stream<Path> left = Files.list(below)) {
      assertThat(left).containsExactlyInAnyOrderElementsOf(made.subList(2, 6));
    }
  }

  @Test
  void theJvmIsToldNothingWhileThereIsNoCache() {
    assertThat(EngineCache.options(folder())).isEmpty();
  }

  @Test
  void aCacheThatTheJvmCannotUseNeitherFailsTheStartNorIsSpokenOf() throws Exception {
    Files.writeString(folder().resolve("engine.aot"), "no classes at all");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(EngineCache.options(folder()));
    command.add("--version");

    Path said = temporary.resolve("said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(command).anyMatch(option -> option.startsWith("-XX:AOTCache="));
    assertThat(Files.readString(said)).doesNotContain("aot").doesNotContain("AOT");
  }

  private Path folder() {
    Optional<Path> folder = EngineCache.folder(below, Jdk.ofProcess(), List.of(jar));
    return folder.orElseThrow();
  }
}
