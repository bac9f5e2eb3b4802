package io.dagwerk.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  /// Another one by `-Ddagwerk.seed=...`.
  private static final long SEED = Long.getLong("dagwerk.seed", 20_010_131);

  private static final List<String> KNOWN = List.of("raw_orders", "revenue", "test", "ab");

  @ParameterizedTest
  @CsvSource({
    "raw_order, raw_orders",
    "raw_ordersss, raw_orders",
    "Raw_Orders, raw_orders",
    "rwa_orders, raw_orders",
    "revenues, revenue",
    "tset, test",
    "tests, test",
    "b, ab",
    "ba, ab"
  })
  void aMistypedNameIsFound(String typed, String meant) {
    assertThat(Nearest.find(typed, KNOWN)).contains(meant);
    assertThat(Nearest.hint(typed, KNOWN)).isEqualTo("; did you mean '" + meant + "'?");
  }

  @ParameterizedTest
  @CsvSource({"customers", "raw", "toast_it", "''", "zz"})
  void aNameThatIsNearToNoneIsNotGuessed(String typed) {
    assertThat(Nearest.find(typed, KNOWN)).isEmpty();
    assertThat(Nearest.hint(typed, KNOWN)).isEmpty();
  }

  @Test
  void theFirstOfEquallyNearNamesIsFound() {
    assertThat(Nearest.find("daily", List.of("daily_a", "dail", "daisy"))).contains("dail");
  }

  @Test
  void aNameOfManyLettersHasNone() {
    String longName = "a".repeat(101);

    assertThat(Nearest.find(longName, List.of(longName + "a"))).isEmpty();
  }

  @Test
  void whatOneTypingErrorMakesOfANameLeadsBackToIt() {
    Random random = new Random(SEED);
    for (int round = 0; round < 2_000; round++) {
      String name = word(random, 3 + random.nextInt(8));
      Set<String> typed = new HashSet<>(errors(name));
      String one = typed.stream().sorted().toList().get(random.nextInt(typed.size()));

      assertThat(Nearest.find(one, List.of(name)))
          .as("seed %d: '%s' typed as '%s'", SEED, name, one)
          .contains(name);
    }
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  /// Everything that is one typing error away.
  private static Set<String> errors(String name) {
    Set<String> all = new HashSet<>();
    for (int i = 0; i <= name.length(); i++) {
      String before = name.substring(0, i);
      String after = name.substring(i);
      all.add(before + "x" + after);
      if (!after.isEmpty()) {
        all.add(before + after.substring(1));
        all.add(before + "x" + after.substring(1));
      }
      if (after.length() > 1) {
        all.add(before + after.charAt(1) + after.charAt(0) + after.substring(2));
      }
    }
    return all;
  }
}
