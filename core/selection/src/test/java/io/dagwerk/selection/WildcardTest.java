package io.dagwerk.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class WildcardTest {
  @Test
  void randomPatternsMatchWhatARegularExpressionMatches() {
    long seed = Long.getLong("dagwerk.seed", System.nanoTime());
    Random random = new Random(seed);
    int matches = 0;
    for (int i = 0; i < 20_000; i++) {
      String pattern = letters(random, "ab**");
      String name = letters(random, "ab");
      boolean expected = Pattern.matches(pattern.replace("*", ".*"), name);
      assertThat(new Wildcard(pattern).matches(name))
          .as("seed %d: %s matches %s", seed, pattern, name)
          .isEqualTo(expected);
      matches += expected ? 1 : 0;
    }
    assertThat(matches).as("seed %d", seed).isBetween(2_000, 18_000);
  }

  private static String letters(Random random, String from) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(from.charAt(random.nextInt(from.length())));
    }
    return text.toString();
  }

  @Test
  void theEndsOfANameAreNotTakenTwice() {
    assertThat(new Wildcard("aba*aba").matches("aba")).isFalse();
    assertThat(new Wildcard("aba*aba").matches("ababa")).isFalse();
    assertThat(new Wildcard("aba*aba").matches("abaaba")).isTrue();
    assertThat(new Wildcard("a*b*b").matches("ab")).isFalse();
  }
}
