package io.dagwerk.runhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// How much is kept of what a run prints.
class BoundedLogsTest {
  private static final RunId RUN = RunId.createdAt(Instant.EPOCH);
  private static final LogKey FIRST = key("first", Event.Stream.STDOUT);
  private static final LogKey SECOND = key("second", Event.Stream.STDERR);
  private static final int MOST = 20;
  private static final int SEED = 20_260_131;

  private final MemoryComputeLogs kept = new MemoryComputeLogs();
  private BoundedLogs logs = new BoundedLogs(kept, MOST);

  private static LogKey key(String step, Event.Stream stream) {
    return new LogKey(RUN, 1, Optional.of(StepKey.of(step)), stream);
  }

  private static String missing(int bytes) {
    return "[here %d bytes are missing: of what a run prints, 20 bytes are kept]\n"
        .formatted(bytes);
  }

  private long append(LogKey key, long offset, String text) {
    return logs.append(key, offset, Bytes.ofText(text));
  }

  private String text(LogKey key) {
    return kept.read(key, 0, 1 << 20).bytes().text();
  }

  @Test
  void whatFitsIsKeptAsItIs() {
    assertThat(append(FIRST, 0, "0123456789")).isEqualTo(10);
    assertThat(append(SECOND, 0, "0123456789")).isEqualTo(10);
    assertThat(append(FIRST, 5, "56789")).isEqualTo(10);
    assertThat(append(FIRST, 12, "a gap")).isEqualTo(10);
    logs.close(FIRST);
    logs.close(SECOND);
    assertThat(text(FIRST)).isEqualTo("0123456789");
    assertThat(text(SECOND)).isEqualTo("0123456789");
    assertThat(kept.read(FIRST, 10, 1).isWhole()).isTrue();
  }

  @Test
  void whatIsBeyondIsAnsweredAndToldAtTheEndOfEachStream() {
    assertThat(append(FIRST, 0, "01234567\n")).isEqualTo(9);
    assertThat(append(SECOND, 0, "0123456789abcdef")).isEqualTo(16);
    assertThat(append(SECOND, 16, "ghi")).isEqualTo(19);
    assertThat(append(SECOND, 16, "ghi")).isEqualTo(19);
    assertThat(append(SECOND, 25, "a gap")).isEqualTo(19);
    assertThat(append(FIRST, 9, "0")).isEqualTo(10);
    logs.close(SECOND);
    logs.close(FIRST);
    assertThat(text(FIRST)).isEqualTo("01234567\n" + missing(1));
    assertThat(text(SECOND)).isEqualTo("0123456789a\n" + missing(8));
    assertThat(kept.list(RUN)).allMatch(key -> kept.read(key, 1_000, 1).isWhole());
  }

  @Test
  void ofAStreamThatBeginsWhenTheRoomIsFullOnlyTheLineIsKept() {
    append(FIRST, 0, "0123456789abcdefghij");
    assertThat(append(SECOND, 0, "hello\n")).isEqualTo(6);
    logs.close(SECOND);
    assertThat(text(SECOND)).isEqualTo(missing(6));
  }

  @Test
  void whatComesAfterTheEndIsToldOnceMore() {
    append(FIRST, 0, "0123456789abcdefghij");
    append(SECOND, 0, "hello\n");
    logs.close(SECOND);
    assertThat(append(SECOND, 6, "of a hook\n")).isEqualTo(16);
    logs.close(SECOND);
    logs.close(SECOND);
    assertThat(text(SECOND)).isEqualTo(missing(6) + missing(10));
  }

  @Test
  void aCharacterIsKeptWholeOrNotAtAll() {
    assertThat(append(FIRST, 0, "0123456789abcdefg\u20ac\u20ac")).isEqualTo(23);
    logs.close(FIRST);
    assertThat(text(FIRST)).isEqualTo("0123456789abcdefg\u20ac\n" + missing(3));
  }

  @Test
  void bytesThatAreNoTextAreCutNevertheless() {
    byte[] noText = new byte[30];
    Arrays.fill(noText, (byte) 0x80);
    assertThat(logs.append(FIRST, 0, Bytes.of(noText))).isEqualTo(30);
    assertThat(append(FIRST, 30, "more")).isEqualTo(34);
    logs.close(FIRST);
    assertThat(text(FIRST)).contains("bytes are missing");
  }

  @Test
  void theNextHostGoesOnCounting() {
    append(FIRST, 0, "0123456789abcdefghij");
    append(FIRST, 20, "0123456789");
    logs = new BoundedLogs(kept, MOST);
    assertThat(append(FIRST, 30, "01234")).isEqualTo(35);
    logs.close(FIRST);
    assertThat(text(FIRST)).isEqualTo("0123456789abcdefghij\n" + missing(15));

    logs = new BoundedLogs(kept, MOST);
    assertThat(append(FIRST, 30, "01234")).isGreaterThanOrEqualTo(35);
    logs.close(FIRST);
    assertThat(text(FIRST)).isEqualTo("0123456789abcdefghij\n" + missing(15));
  }

  @Test
  void aRunThatIsForgottenIsFoundAgain() {
    append(FIRST, 0, "0123456789abcdefghij");
    logs.forget(RUN);
    assertThat(append(FIRST, 20, "more")).isEqualTo(24);
    logs.delete(RUN);
    assertThat(append(FIRST, 0, "hello")).isEqualTo(5);
    assertThat(text(FIRST)).isEqualTo("hello");
  }

  @Test
  void whateverIsPrintedTheBeginningsAreKeptAndTheRestIsCounted() {
    Random random = new Random(SEED);
    for (int i = 0; i < 300; i++) {
      MemoryComputeLogs inner = new MemoryComputeLogs();
      int most = 4 + random.nextInt(60);
      BoundedLogs bounded = new BoundedLogs(inner, most);
      Map<LogKey, StringBuilder> printed = new HashMap<>();
      for (int part = 0; part < 20; part++) {
        LogKey key = List.of(FIRST, SECOND).get(random.nextInt(2));
        StringBuilder all = printed.computeIfAbsent(key, _ -> new StringBuilder());
        int from = all.length() - random.nextInt(Math.min(all.length(), 3) + 1);
        all.append("abcdefghij\n".repeat(2), 0, random.nextInt(20));
        if (random.nextInt(8) == 0) {
          bounded = new BoundedLogs(inner, most);
        }
        assertThat(bounded.append(key, from, Bytes.ofText(all.substring(from))))
            .as("seed %d, case %d", SEED, i)
            .isEqualTo(all.length());
      }
      int sum = 0;
      for (Map.Entry<LogKey, StringBuilder> each : printed.entrySet()) {
        bounded.append(each.getKey(), each.getValue().length(), Bytes.ofText(""));
        bounded.close(each.getKey());
        byte[] found = inner.read(each.getKey(), 0, 1 << 20).bytes().toArray();
        sum += beginning(new String(found, StandardCharsets.UTF_8), each.getValue().toString());
      }
      int all = printed.values().stream().mapToInt(StringBuilder::length).sum();
      assertThat(sum).as("seed %d, case %d", SEED, i).isBetween(Math.min(all, most) - 3, most);
    }
  }

  /// How much of what was printed was found; the rest was told.
  private static int beginning(String found, String printed) {
    Matcher line = Pattern.compile("\n?\\[here (\\d+) bytes are missing: .*]\n").matcher(found);
    if (!line.find()) {
      assertThat(found).isEqualTo(printed);
      return printed.length();
    }
    int missing = Integer.parseInt(line.group(1));
    int length = printed.length() - missing;
    assertThat(found).startsWith(printed.substring(0, length));
    assertThat(line.end()).isEqualTo(found.length());
    assertThat(line.start()).isBetween(length - 1, length);
    return length;
  }
}
