package io.dagwerk.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretMaskTest {
  private static final long SEED = 20_260_101;

  private static String masked(String text, String... secrets) {
    return SecretMask.of(List.of(secrets)).mask(text);
  }

  @Test
  void everyPlaceOfASecretIsHidden() {
    assertThat(masked("tiger, tigers and a tigress", "tiger")).isEqualTo("***, ***s and a tigress");
    assertThat(masked("nothing of the kind", "tiger")).isEqualTo("nothing of the kind");
    assertThat(masked("tigertiger", "tiger")).isEqualTo("***");
  }

  @Test
  void ofSecretsThatOverlapNoPartIsLeft() {
    assertThat(masked("<abcdef>", "abcd", "cdef")).isEqualTo("<***>");
    assertThat(masked("<abcdef>", "abcd", "abcdef")).isEqualTo("<***>");
    assertThat(masked("<aaaaaa>", "aaaa")).isEqualTo("<***>");
  }

  @Test
  void whatIsShorterThanFourCharactersOrBlankIsNotSearchedFor() {
    assertThat(masked("the cat sat", "cat")).isEqualTo("the cat sat");
    assertThat(masked("the cats sat", "cats")).isEqualTo("the *** sat");
    assertThat(masked("a    b", "    ")).isEqualTo("a    b");
    assertThat(SecretMask.of(List.of("cat", "")).isEmpty()).isTrue();
  }

  @Test
  void aSecretIsFoundAsJsonWritesItAndLineByLine() {
    assertThat(masked("{\"password\": \"ti\\\"ger\"}", "ti\"ger"))
        .isEqualTo("{\"password\": \"***\"}");
    assertThat(masked("it has line two in it", "line one\r\nline two\n"))
        .isEqualTo("it has *** in it");
  }

  @Test
  void aMaskDoesNotShowWhatItHides() {
    assertThat(SecretMask.of(List.of("tiger"))).hasToString("mask of 1 texts");
  }

  @Test
  void exactlyTheCharactersOfSecretsAreHidden() {
    Random random = new Random(SEED);
    for (int i = 0; i < 5_000; i++) {
      List<String> secrets = new ArrayList<>();
      for (int n = random.nextInt(4); n >= 0; n--) {
        secrets.add(text(random, 1 + random.nextInt(6)));
      }
      String text = text(random, random.nextInt(30));

      assertThat(SecretMask.of(secrets).mask(text))
          .as("seed %d: '%s' without %s", SEED, text, secrets)
          .isEqualTo(slowly(text, secrets));
    }
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("abc".charAt(random.nextInt(3)));
    }
    return text.toString();
  }

  /// Looks at each character alone: is there a secret at any place around it?
  private static String slowly(String text, List<String> secrets) {
    StringBuilder shown = new StringBuilder();
    boolean wasHidden = false;
    for (int i = 0; i < text.length(); i++) {
      boolean hidden = false;
      for (int from = 0; from <= i; from++) {
        for (int to = i + 1; to <= text.length(); to++) {
          hidden |= to - from >= 4 && secrets.contains(text.substring(from, to));
        }
      }
      if (!hidden) {
        shown.append(text.charAt(i));
      } else if (!wasHidden) {
        shown.append("***");
      }
      wasHidden = hidden;
    }
    return shown.toString();
  }
}
