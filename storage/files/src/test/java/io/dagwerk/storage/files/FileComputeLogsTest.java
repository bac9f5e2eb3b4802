package io.dagwerk.storage.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.contract.ComputeLogsContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileComputeLogsTest extends ComputeLogsContract {
  private static final RunId RUN = RunId.createdAt(Instant.EPOCH);

  @TempDir Path folder;

  @Override
  protected ComputeLogs open() {
    return new FileComputeLogs(folder.resolve("logs"));
  }

  @Test
  void anotherHostReadsWhatOneWrites() {
    LogKey key = key("load");
    logs.append(key, 0, Bytes.ofText("hello"));
    logs.close(key);
    assertThat(open().read(key, 0, 100).bytes().text()).isEqualTo("hello");
    assertThat(open().read(key, 0, 100).isWhole()).isTrue();
    assertThat(open().list(RUN)).containsExactly(key);
  }

  @Test
  void theFileOfAStreamIsPlainToSee() {
    logs.append(key("load"), 0, Bytes.ofText("hello"));
    assertThat(folder.resolve("logs").resolve(RUN.toString()).resolve("1/load.stdout"))
        .hasContent("hello");
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
