package io.dagwerk.storage.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import io.dagwerk.spi.contract.ComputeLogsContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileComputeLogsTest extends ComputeLogsContract {
  private static final RunId RUN = RunId.createdAt(Instant.EPOCH);

  @TempDir Path folder;

  @Override
  protected ComputeLogs open(int piece) {
    return new FileComputeLogs(folder.resolve("logs"), piece);
  }

  @Test
  void anotherHostReadsWhatOneWrites() {
    LogKey key = key("load");
    logs.append(key, 0, Bytes.ofText("hello"));
    logs.close(key);
    assertThat(open(4).read(key, 0, 100).bytes().text()).isEqualTo("hello");
    assertThat(open(4).read(key, 0, 100).isWhole()).isTrue();
    assertThat(open(4).list(RUN)).containsExactly(key);
  }

  @Test
  void theFileOfAStreamIsPlainToSee() {
    logs.append(key("load"), 0, Bytes.ofText("hello"));
    assertThat(folder.resolve("logs").resolve(RUN.toString()).resolve("1/load.stdout"))
        .hasContent("hello");
  }

  @Test
  void whoeverReadsWhileTheOldestIsDroppedReadsEachByteOnceAndInOrder() throws Exception {
    LogKey key = key("load");
    AtomicBoolean isOver = new AtomicBoolean();
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              long end = 0;
              for (int number = 10_000; number < 12_000; number++) {
                end = logs.append(key, end, Bytes.ofText(number + "\n"));
                logs.drop(key, end - 50);
              }
              isOver.set(true);
            });
    List<Integer> read = new ArrayList<>();
    long offset = 0;
    while (!isOver.get() || logs.read(key, offset, 100).end() > offset) {
      LogSlice slice = logs.read(key, offset, 60);
      slice
          .bytes()
          .text()
          .lines()
          .filter(line -> line.matches("[0-9]{5}"))
          .forEach(line -> read.add(Integer.parseInt(line)));
      offset = slice.end();
    }
    writer.join();

    assertThat(read).isSorted().doesNotHaveDuplicates().last().isEqualTo(11_999);
  }

  @Test
  void aLongKeyIsAFileToo() {
    LogKey key = key("load[%s]".formatted("Ä".repeat(200)));
    LogKey bound = key("a".repeat(400));
    logs.append(key, 0, Bytes.ofText("long"));
    logs.append(bound, 0, Bytes.ofText("bound"));
    assertThat(logs.read(key, 0, 100).bytes().text()).isEqualTo("long");
    assertThat(logs.list(RUN)).containsExactly(bound, key);
  }

  private static LogKey key(String step) {
    return new LogKey(RUN, 1, Optional.of(StepKey.parse(step)), Event.Stream.STDOUT);
  }
}
