package io.dagwerk.runhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.runhost.LogWriter.Part;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogWriterTest {
  private static final LogKey KEY =
      new LogKey(
          RunId.createdAt(Instant.EPOCH), 1, Optional.of(StepKey.of("load")), Event.Stream.STDOUT);

  private final MemoryComputeLogs logs = new MemoryComputeLogs();
  private final List<Long> ends = new CopyOnWriteArrayList<>();
  private final LogWriter writer = new LogWriter(logs, (_, end) -> ends.add(end));

  private static Part part(long offset, String text, boolean closes) {
    return new Part(KEY, offset, Bytes.ofText(text), closes);
  }

  private void awaitWritten() throws Exception {
    writer.close();
    assertThat(writer.over().get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsAddedIsWrittenInItsOrderAndAnswered() throws Exception {
    writer.add(part(0, "ab", false));
    writer.add(part(2, "c", true));
    awaitWritten();
    assertThat(ends).containsExactly(2L, 3L);
    assertThat(logs.read(KEY, 0, 10).bytes().text()).isEqualTo("abc");
    assertThat(logs.read(KEY, 0, 10).isWhole()).isTrue();
  }

  @Test
  void aPartAfterAGapIsAnsweredWithTheEndAndClosesNothing() throws Exception {
    writer.add(part(0, "ab", false));
    writer.add(part(5, "c", true));
    awaitWritten();
    assertThat(ends).containsExactly(2L, 2L);
    assertThat(logs.read(KEY, 0, 10).isWhole()).isFalse();
  }

  @Test
  void aPartThatTheStreamHasLeftBehindClosesNothing() throws Exception {
    logs.append(KEY, 0, Bytes.ofText("abcd"));
    writer.add(part(0, "ab", true));
    awaitWritten();
    assertThat(ends).containsExactly(4L);
    assertThat(logs.read(KEY, 0, 10).isWhole()).isFalse();
  }

  @Test
  void aWriterWithoutPartsIsOverWhenItIsClosed() throws Exception {
    awaitWritten();
    assertThat(logs.list(KEY.run())).isEmpty();
  }
}
