package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of compute logs keeps.
public abstract class ComputeLogsContract {
  private static final RunId RUN = RunId.createdAt(Given.NOW);
  private static final LogKey OUT = key(RUN, "load", Event.Stream.STDOUT);

  protected ComputeLogs logs;

  /// A store that holds nothing.
  ///
  /// @param piece how many bytes a piece has before another begins
  protected abstract ComputeLogs open(int piece) throws IOException;

  @BeforeEach
  void openLogs() throws IOException {
    logs = open(4);
  }

  @Test
  void aStreamIsReadWhileItGrows() {
    assertThat(logs.read(OUT, 0, 100)).isEqualTo(slice(0, "", false));
    assertThat(logs.append(OUT, 0, Bytes.ofText("hello "))).isEqualTo(6);
    assertThat(logs.read(OUT, 0, 100)).isEqualTo(slice(0, "hello ", false));
    assertThat(logs.append(OUT, 6, Bytes.ofText("world"))).isEqualTo(11);
    assertThat(logs.read(OUT, 6, 100)).isEqualTo(slice(6, "world", false));
    assertThat(logs.read(OUT, 3, 4)).isEqualTo(slice(3, "lo w", false));
    assertThat(logs.read(OUT, 11, 100)).isEqualTo(slice(11, "", false));
    logs.close(OUT);
    assertThat(logs.read(OUT, 3, 4)).isEqualTo(slice(3, "lo w", false));
    assertThat(logs.read(OUT, 7, 100)).isEqualTo(slice(7, "orld", true));
  }

  @Test
  void whatIsSentTwiceIsWrittenOnce() {
    logs.append(OUT, 0, Bytes.ofText("abc"));
    assertThat(logs.append(OUT, 0, Bytes.ofText("abc"))).isEqualTo(3);
    assertThat(logs.append(OUT, 1, Bytes.ofText("bcde"))).isEqualTo(5);
    assertThat(logs.append(OUT, 9, Bytes.ofText("x"))).isEqualTo(5);
    assertThat(logs.read(OUT, 0, 100)).isEqualTo(slice(0, "abcde", false));
  }

  @Test
  void whatIsPrintedToAClosedStreamOpensItAgain() {
    logs.append(OUT, 0, Bytes.ofText("abc"));
    logs.close(OUT);
    logs.append(OUT, 0, Bytes.ofText("abc"));
    assertThat(logs.read(OUT, 0, 100)).isEqualTo(slice(0, "abc", true));
    logs.append(OUT, 9, Bytes.ofText("x"));
    assertThat(logs.read(OUT, 0, 100)).isEqualTo(slice(0, "abc", true));
    logs.append(OUT, 2, Bytes.ofText("cd"));
    assertThat(logs.read(OUT, 0, 100)).isEqualTo(slice(0, "abcd", false));
    logs.close(OUT);
    assertThat(logs.read(OUT, 0, 100)).isEqualTo(slice(0, "abcd", true));
  }

  @Test
  void streamsAreKeptApart() {
    LogKey ofRun = new LogKey(RUN, 1, Optional.empty(), Event.Stream.STDERR);
    LogKey error = key(RUN, "load", Event.Stream.STDERR);
    LogKey odd = key(RUN, "../a b/ä[2026-01-31|eu][..]", Event.Stream.STDOUT);
    LogKey other = key(RunId.createdAt(Given.NOW), "load", Event.Stream.STDOUT);
    LogKey again = new LogKey(RUN, 12, OUT.step(), Event.Stream.STDOUT);
    List<LogKey> all = List.of(ofRun, odd, OUT, error, again, other);
    for (LogKey key : all) {
      logs.append(key, 0, Bytes.ofText(key.toString()));
    }
    assertThat(all)
        .allSatisfy(
            key -> assertThat(logs.read(key, 0, 1_000).bytes().text()).isEqualTo(key.toString()));
    assertThat(logs.list(RUN)).containsExactly(ofRun, odd, OUT, error, again);
    logs.delete(RUN);
    logs.delete(RUN);
    assertThat(logs.list(RUN)).isEmpty();
    assertThat(logs.read(OUT, 0, 10)).isEqualTo(slice(0, "", false));
    assertThat(logs.list(other.run())).containsExactly(other);
  }

  @Test
  void manyWritersOfAStreamDoNotDisturbEachOther() {
    Bytes text = Bytes.ofText("0123456789".repeat(500));
    List<CompletableFuture<Void>> writers =
        List.of(1, 2, 3, 4).stream()
            .map(size ->
                CompletableFuture.runAsync(() -> {
                  for (int from = 0; from < text.size(); from += size * 100) {
                    int to = Math.min(text.size(), from + size * 100);
                    logs.append(OUT, from, Bytes.ofText(text.text().substring(from, to)));
                  }
                }))
            .toList();
    writers.forEach(CompletableFuture::join);
    assertThat(logs.read(OUT, 0, 10_000).bytes()).isEqualTo(text);
  }

  @Test
  void theOldestPiecesAreDroppedAndALineTellsHowMuchIsMissing() {
    for (String part : List.of("one\n", "two\n", "three\n", "four")) {
      logs.append(OUT, logs.append(OUT, 0, Bytes.ofText("")), Bytes.ofText(part));
    }
    assertThat(logs.drop(OUT, 0)).isZero();
    assertThat(logs.read(OUT, 2, 100)).isEqualTo(slice(2, "e\ntwo\nthree\nfour", false));

    assertThat(logs.drop(OUT, 5)).isEqualTo(8);

    LogSlice fromTheBegin = logs.read(OUT, 0, 3);
    assertThat(fromTheBegin.bytes().text()).isEqualTo(gap(8) + "thr");
    assertThat(fromTheBegin.end()).isEqualTo(11);
    assertThat(logs.read(OUT, 3, 100).bytes().text()).isEqualTo("\n" + gap(5) + "three\nfour");
    assertThat(logs.read(OUT, 8, 100)).isEqualTo(slice(8, "three\nfour", false));
    assertThat(logs.append(OUT, 4, Bytes.ofText("two\n"))).isEqualTo(18);
    assertThat(logs.append(OUT, 16, Bytes.ofText("ur!"))).isEqualTo(19);
    assertThat(logs.read(OUT, 10, 100)).isEqualTo(slice(10, "ree\nfour!", false));
    logs.close(OUT);
    assertThat(logs.read(OUT, 0, 11).isWhole()).isTrue();
    assertThat(logs.list(RUN)).containsExactly(OUT);
  }

  private static String gap(int bytes) {
    return "[%d bytes are missing here: of what a step prints, limits.printed keeps the newest]\n"
        .formatted(bytes);
  }

  @Test
  void theNewestPieceStays() {
    logs.append(OUT, 0, Bytes.ofText("first"));
    assertThat(logs.drop(OUT, 100)).isZero();
    logs.append(OUT, 5, Bytes.ofText("second"));
    assertThat(logs.drop(OUT, 100)).isEqualTo(5);
    assertThat(logs.drop(OUT, 100)).isEqualTo(5);
    assertThat(logs.read(OUT, 5, 100)).isEqualTo(slice(5, "second", false));
    assertThat(logs.drop(key(RUN, "store", Event.Stream.STDOUT), 100)).isZero();
    logs.delete(RUN);
    assertThat(logs.read(OUT, 0, 100)).isEqualTo(slice(0, "", false));
  }

  @Test
  void aPartHasALimit() {
    assertThatThrownBy(() -> logs.append(OUT, 0, Bytes.of(new byte[ComputeLogs.MOST + 1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a part of a log has at most 1,048,576 bytes, but found 1,048,577;"
                + " send it in parts");
  }

  private static LogKey key(RunId run, String step, Event.Stream stream) {
    return new LogKey(run, 1, Optional.of(StepKey.parse(step)), stream);
  }

  private static LogSlice slice(long offset, String text, boolean isWhole) {
    return new LogSlice(offset, Bytes.ofText(text), isWhole);
  }
}
