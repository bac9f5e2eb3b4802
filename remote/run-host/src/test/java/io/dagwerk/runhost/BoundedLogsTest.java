package io.dagwerk.runhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// How much is kept of what a step prints.
class BoundedLogsTest {
  private static final RunId RUN = RunId.createdAt(Instant.EPOCH);
  private static final LogKey OUT = key(1, "load", Event.Stream.STDOUT);
  private static final LogKey ERR = key(1, "load", Event.Stream.STDERR);
  private static final LogKey AGAIN = key(2, "load", Event.Stream.STDOUT);
  private static final LogKey OTHER = key(1, "store", Event.Stream.STDOUT);
  private static final int MOST = 20;
  private static final int PIECE = 5;
  private static final int SEED = 20_260_131;

  private final MemoryComputeLogs kept = new MemoryComputeLogs(PIECE);
  private BoundedLogs logs = new BoundedLogs(kept, MOST);

  private static LogKey key(int attempt, String step, Event.Stream stream) {
    return new LogKey(RUN, attempt, Optional.of(StepKey.of(step)), stream);
  }

  private long append(LogKey key, long offset, String text) {
    return logs.append(key, offset, Bytes.ofText(text));
  }

  private String text(LogKey key) {
    return kept.read(key, 0, 1 << 20).bytes().text();
  }

  private static String missing(int bytes) {
    return "[%d bytes are missing here: of what a step prints, limits.printed keeps the newest]\n"
        .formatted(bytes);
  }

  @Test
  void whatFitsIsKeptAsItIs() {
    assertThat(append(OUT, 0, "0123456789")).isEqualTo(10);
    assertThat(append(ERR, 0, "0123456789")).isEqualTo(10);
    assertThat(append(OUT, 5, "56789")).isEqualTo(10);
    assertThat(append(OUT, 12, "a gap")).isEqualTo(10);
    logs.close(OUT);
    assertThat(text(OUT)).isEqualTo("0123456789");
    assertThat(text(ERR)).isEqualTo("0123456789");
    assertThat(kept.read(OUT, 10, 1).isWhole()).isTrue();
  }

  @Test
  void theNewestIsKeptAndTheOldestIsDroppedInWholePieces() {
    for (int i = 0; i < 9; i++) {
      assertThat(append(OUT, i * 5L, "line" + "\n")).isEqualTo(i * 5L + 5);
    }
    assertThat(append(OUT, 45, "newest\n")).isEqualTo(52);
    assertThat(text(OUT)).isEqualTo(missing(35) + "line\nline\nnewest\n");
  }

  @Test
  void ofAStepThatIsTriedAgainTheEarlierAttemptGoesFirst() {
    append(OUT, 0, "01234");
    append(OUT, 5, "56789");
    append(AGAIN, 0, "0123456789");
    append(AGAIN, 10, "abcde");
    assertThat(text(OUT)).isEqualTo(missing(5) + "56789");
    assertThat(text(AGAIN)).isEqualTo("0123456789abcde");
  }

  @Test
  void theLongerStreamOfAStepGoesFirst() {
    append(ERR, 0, "ERROR");
    append(ERR, 5, "error");
    for (int i = 0; i < 4; i++) {
      append(OUT, i * 5L, "01234");
    }
    assertThat(text(ERR)).isEqualTo("ERRORerror");
    assertThat(text(OUT)).isEqualTo(missing(10) + "0123401234");
  }

  @Test
  void whatOneStepPrintsTakesNothingFromAnother() {
    append(OTHER, 0, "01234");
    append(OTHER, 5, "56789");
    for (int i = 0; i < 20; i++) {
      append(OUT, i * 5L, "01234");
    }
    assertThat(text(OTHER)).isEqualTo("0123456789");
  }

  @Test
  void theNextHostGoesOnCounting() {
    for (int i = 0; i < 6; i++) {
      append(OUT, i * 5L, "01234");
    }
    logs = new BoundedLogs(kept, MOST);
    assertThat(append(OUT, 30, "56789")).isEqualTo(35);
    assertThat(text(OUT))
        .isEqualTo(missing(15) + "01234012340123456789".substring(0, 15) + "56789");
  }

  @Test
  void aRunThatIsForgottenIsFoundAgain() {
    append(OUT, 0, "0123456789");
    logs.forget(RUN);
    assertThat(append(OUT, 10, "more")).isEqualTo(14);
    logs.delete(RUN);
    assertThat(append(OUT, 0, "hello")).isEqualTo(5);
    assertThat(text(OUT)).isEqualTo("hello");
  }

  @Test
  void whateverIsPrintedTheEndIsKeptAndNeverMoreThanTheLimitAndThePiecesThatStay() {
    Random random = new Random(SEED);
    List<LogKey> keys = List.of(OUT, ERR, AGAIN, OTHER);
    for (int i = 0; i < 300; i++) {
      MemoryComputeLogs inner = new MemoryComputeLogs(PIECE);
      BoundedLogs bounded = new BoundedLogs(inner, MOST);
      Map<LogKey, StringBuilder> printed = new HashMap<>();
      for (int part = 0; part < 60; part++) {
        LogKey key = keys.get(random.nextInt(keys.size()));
        StringBuilder all = printed.computeIfAbsent(key, _ -> new StringBuilder());
        int from = all.length() - random.nextInt(Math.min(all.length(), 3) + 1);
        all.append("abcdefghij", 0, 1 + random.nextInt(5));
        if (random.nextInt(8) == 0) {
          bounded = new BoundedLogs(inner, MOST);
        }
        assertThat(bounded.append(key, from, Bytes.ofText(all.substring(from))))
            .as("seed %d, case %d", SEED, i)
            .isEqualTo(all.length());
      }
      Map<Optional<StepKey>, Integer> sizes = new HashMap<>();
      printed.forEach((key, all) -> {
        int begin = (int) inner.drop(key, 0);
        assertThat(inner.read(key, begin, 1 << 20).bytes().text()).isEqualTo(all.substring(begin));
        sizes.merge(key.step(), all.length() - begin, Integer::sum);
      });
      assertThat(sizes.values())
          .as("seed %d, case %d", SEED, i)
          .allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(MOST + 3 * (2 * PIECE)));
    }
  }
}
