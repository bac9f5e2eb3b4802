package io.dagwerk.execution.io;

import static io.dagwerk.execution.io.Addresses.asset;
import static io.dagwerk.execution.io.Addresses.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.testsupport.Covers;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Values in files.
class FileIoManagerTest extends DurableIoManagerContract {
  private static final OutputAddress ADDRESS = partition("raw/flights", "2001-01-31");

  @TempDir private Path folder;

  @Override
  protected IoManager<Object> manager() {
    return new FileIoManager(folder);
  }

  @Override
  protected IoManager<Object> another() {
    return new FileIoManager(folder);
  }

  @Test
  void theDeclaredTypeChoosesTheFileAndItsFactsAreReported() throws Exception {
    FakeStore context = new FakeStore(ADDRESS, Type.of(String.class));
    manager().store(context, "grüße");
    Path file = folder.resolve("assets/raw/flights/@2001-01-31.txt");
    assertThat(file).hasContent("grüße");
    assertThat(context.reported())
        .containsEntry("path", MetadataValue.path(file.toString()))
        .containsEntry("bytes", MetadataValue.number(7));
    manager().store(new FakeStore(asset("a"), Type.of(byte[].class)), new byte[] {0, -1});
    assertThat(folder.resolve("assets/a.bin")).hasBinaryContent(new byte[] {0, -1});
    manager().store(new FakeStore(asset("b"), Type.of(Integer.class)), 42);
    assertThat(folder.resolve("assets/b.json")).hasContent("42");
  }

  @Test
  void anotherFormatReplacesTheOneBefore() throws Exception {
    manager().store(new FakeStore(ADDRESS, Type.of(String.class)), "text");
    manager().store(new FakeStore(ADDRESS, Type.of(Integer.class)), 42);
    assertThat(read(Type.of(Integer.class))).isEqualTo(42);
    assertThat(files()).hasSize(1);
  }

  @Test
  void theNewerOfTwoFormatsIsReadAfterACrashBetweenThem() throws Exception {
    manager().store(new FakeStore(ADDRESS, Type.of(Integer.class)), 42);
    Path old = files().getFirst();
    byte[] content = Files.readAllBytes(old);
    var time = Files.getLastModifiedTime(old);
    manager().store(new FakeStore(ADDRESS, Type.of(String.class)), "new");
    Files.write(old, content);
    Files.setLastModifiedTime(old, time);
    assertThat(read(Type.of(Object.class))).isEqualTo("new");
  }

  @Test
  void whatACrashLeftIsIgnoredAndRemovedByTheFirstStoreOfTheNextProcess() throws Exception {
    manager().store(new FakeStore(ADDRESS, Type.of(Integer.class)), 42);
    Path leftover = folder.resolve("assets/raw/flights/.@2001-01-31.json.0123.part");
    Files.writeString(leftover, "{\"half");
    Files.setLastModifiedTime(leftover, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    assertThat(read(Type.of(Integer.class))).isEqualTo(42);
    manager().store(new FakeStore(ADDRESS, Type.of(Integer.class)), 43);
    assertThat(leftover).doesNotExist();
    assertThat(files()).hasSize(1);
  }

  @Test
  void whatAnotherWriterOfThisProcessIsRemovingIsLeftToIt() throws Exception {
    manager().store(new FakeStore(ADDRESS, Type.of(Integer.class)), 42);
    Path leftover = folder.resolve("assets/raw/flights/.@2001-01-31.json.0123.part");
    try (FileChannel other =
        FileChannel.open(leftover, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      other.lock();
      manager().store(new FakeStore(ADDRESS, Type.of(Integer.class)), 43);
    }
    assertThat(read(Type.of(Integer.class))).isEqualTo(43);
  }

  @Test
  void aProcessThatLooksForLeftoversDisturbsNoOther() throws Exception {
    IoManager<Object> manager = manager();
    manager.store(new FakeStore(ADDRESS, Type.of(Integer.class)), -1);
    Process other = RemovesLeftovers.start(folder.resolve("assets/raw/flights"));
    try (BufferedReader begun = other.inputReader()) {
      assertThat(begun.readLine()).isEqualTo("begun");
      for (int i = 0; i < 500; i++) {
        manager.store(new FakeStore(ADDRESS, Type.of(Integer.class)), i);
      }
    } finally {
      other.destroyForcibly();
    }
    assertThat(read(Type.of(Integer.class))).isEqualTo(499);
    assertThat(files()).hasSize(1);
  }

  @Test
  void streamsAndFilesAreKeptAsTheyAre() throws Exception {
    manager()
        .store(
            new FakeStore(asset("in"), Type.of(InputStream.class)),
            new ByteArrayInputStream("bytes".getBytes(StandardCharsets.UTF_8)));
    assertThat(folder.resolve("assets/in.bin")).hasContent("bytes");
    Path made = Files.writeString(folder.resolve("made"), "a file");
    manager().store(new FakeStore(asset("file"), Type.of(Path.class)), made);
    assertThat(folder.resolve("assets/file.bin")).hasContent("a file");
    assertThat(made).exists();
    manager()
        .store(new FakeStore(asset("lines"), Type.streamOf(String.class)), Stream.of("a", "b"));
    assertThat(folder.resolve("assets/lines.txt")).hasContent("a\nb\n");
  }

  @Test
  @Covers("S26.8")
  void aReaderMayAskForAnotherType() throws Exception {
    manager().store(new FakeStore(ADDRESS, Type.mapOf(Integer.class)), Map.of("count", 7));
    record Count(int count) {}
    record Counts(long count) {}
    String document = "{\"count\":7}";
    assertThat(read(Type.of(String.class))).isEqualTo(document);
    assertThat(read(Type.of(byte[].class))).isEqualTo(document.getBytes(StandardCharsets.UTF_8));
    assertThat(read(Type.of(Path.class)))
        .isEqualTo(folder.resolve("assets/raw/flights/@2001-01-31.json"));
    assertThat(read(Type.of(Count.class))).isEqualTo(new Count(7));
    assertThat(read(Type.of(Counts.class))).isEqualTo(new Counts(7));
    assertThat(read(Type.of(Object.class))).isEqualTo(Map.of("count", 7));
    manager().store(new FakeStore(ADDRESS, Type.of(String.class)), "a\nb");
    assertThat(read(Type.of(byte[].class))).isEqualTo(new byte[] {'a', '\n', 'b'});
    assertThat(read(Type.listOf(String.class))).isEqualTo(List.of("a", "b"));
    manager().store(new FakeStore(ADDRESS, Type.of(byte[].class)), new byte[] {'[', '1', ']'});
    assertThat(read(Type.listOf(Integer.class))).isEqualTo(List.of(1));
    assertThat(read(Type.of(String.class))).isEqualTo("[1]");
  }

  @Test
  void anOpenStreamIsClosedWhenItsStepEnds() throws Exception {
    manager().store(new FakeStore(ADDRESS, Type.of(String.class)), "a\nb\n");
    InputStream in;
    try (FakeLoad context = new FakeLoad(ADDRESS, Type.of(InputStream.class))) {
      in = (InputStream) manager().load(context);
      assertThat(in.read()).isEqualTo('a');
    }
    assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    try (FakeLoad context = new FakeLoad(ADDRESS, Type.streamOf(String.class))) {
      assertThat(((Stream<?>) manager().load(context)).map(Object::toString))
          .containsExactly("a", "b");
    }
  }

  @Test
  void bytesThatAreNoTextAreNotReadAsText() throws Exception {
    manager().store(new FakeStore(ADDRESS, Type.of(byte[].class)), new byte[] {(byte) 0xC3});
    assertThatThrownBy(() -> read(Type.of(String.class)))
        .hasMessageContaining("raw/flights")
        .hasMessageContaining("is not UTF-8; read it as byte[]");
  }

  @Test
  void aFolderIsNoFile() {
    assertThatThrownBy(() -> manager().store(new FakeStore(ADDRESS, Type.of(Path.class)), folder))
        .hasMessageContaining("which is not a file");
  }

  @Test
  void aLineBreakInsideALineIsRefusedAndTheOldValueStays() throws Exception {
    manager().store(new FakeStore(ADDRESS, Type.streamOf(String.class)), Stream.of("old"));
    assertThatThrownBy(() ->
            manager()
                .store(new FakeStore(ADDRESS, Type.streamOf(String.class)), Stream.of("a", "b\nc")))
        .hasMessageContaining("line 2 holds a line break");
    assertThat(read(Type.of(String.class))).isEqualTo("old\n");
    assertThat(files()).hasSize(1);
  }

  private Object read(Type<?> type) throws Exception {
    try (FakeLoad context = new FakeLoad(ADDRESS, type)) {
      return manager().load(context);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
