package io.dagwerk.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.SizeLimit;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CutTextTest {
  private static final int SEED = 20_261_127;

  private static String cut(String text, int most) {
    return CutText.of(text, SizeLimit.LOG_LINE, most);
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void aTextThatFitsStaysTheSameObject() {
    String text = "x".repeat(10);

    assertThat(cut(text, 10)).isSameAs(text);
    assertThat(cut("", 1)).isEmpty();
  }

  @Test
  void aTextIsCutBetweenCharactersAndSaysHowManyBytesAreMissing() {
    assertThat(cut("abcdef", 4)).isEqualTo("abcd [2 bytes are missing here: limits.logLine is 4]");
    assertThat(cut("ab€€", 4)).isEqualTo("ab [6 bytes are missing here: limits.logLine is 4]");
    assertThat(cut("a😀b", 4)).isEqualTo("a [5 bytes are missing here: limits.logLine is 4]");
  }

  @Test
  void whateverIsCutOnceOrTwiceIsTheLongestBeginningThatFitsAndTheRestIsCounted() {
    Random random = new Random(SEED);
    Pattern shape = Pattern.compile("(?s)(.*) \\[([\\d,]+) bytes are missing here: .*]");
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(400);
      for (int at = 0; at < length; at++) {
        text.append("a", 0, 1).append(new String[] {"", "é", "€", "😀", "\n"}[random.nextInt(5)]);
      }
      int most = 1 + random.nextInt(300);
      int first = most + random.nextInt(300);
      String whole = text.toString();
      String once = cut(whole, most);

      assertThat(cut(cut(whole, first), most)).as("seed %d, case %d", SEED, i).isEqualTo(once);
      if (size(whole) <= most) {
        assertThat(once).isEqualTo(whole);
      } else {
        Matcher parts = shape.matcher(once);
        assertThat(parts.matches()).as("seed %d, case %d", SEED, i).isTrue();
        String kept = parts.group(1);
        assertThat(whole).startsWith(kept);
        assertThat(size(kept)).isBetween(most - 3, most);
        assertThat(size(kept) + Integer.parseInt(parts.group(2).replace(",", "")))
            .isEqualTo(size(whole));
      }
    }
  }
}
