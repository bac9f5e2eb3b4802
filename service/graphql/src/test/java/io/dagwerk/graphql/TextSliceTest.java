package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.LogSlice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TextSliceTest {
  /// Another one by `-Ddagwerk.seed=...`.
  private static final long SEED = Long.getLong("dagwerk.seed", 20_010_131);

  private static final String[] CHARACTERS = {"a", "\n", "\u00e9", "\u20ac", "\ud83d\ude80"};

  @Test
  void aTextReadInPartsIsTheTextReadAtOnce() {
    Random random = new Random(SEED);
    for (int round = 0; round < 500; round++) {
      String text = text(random);
      assertThat(readInParts(text.getBytes(StandardCharsets.UTF_8), random))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(text);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  private static String readInParts(byte[] all, Random random) {
    StringBuilder text = new StringBuilder();
    long offset = 0;
    boolean isWhole = false;
    while (!isWhole) {
      int limit = TextSlice.LONGEST_CHARACTER + random.nextInt(9);
      int end = (int) Math.min(all.length, offset + limit);
      byte[] part = Arrays.copyOfRange(all, (int) offset, end);
      TextSlice slice = TextSlice.of(new LogSlice(offset, Bytes.of(part), end == all.length));
      text.append(slice.text());
      offset = slice.end();
      isWhole = slice.isWhole();
    }
    return text.toString();
  }

  @Test
  void whatIsNoUtf8IsShownAndPassed() {
    byte[] bytes = {'a', (byte) 0xff, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80};

    TextSlice slice = TextSlice.of(new LogSlice(10, Bytes.of(bytes), false));

    assertThat(slice.text()).startsWith("a\ufffd");
    assertThat(slice.end()).isEqualTo(16);
  }

  @Test
  void halfACharacterAtTheEndOfAClosedStreamIsShown() {
    TextSlice slice = TextSlice.of(new LogSlice(0, Bytes.of(new byte[] {'a', (byte) 0xc3}), true));

    assertThat(slice.text()).isEqualTo("a\ufffd");
    assertThat(slice.end()).isEqualTo(2);
  }
}
