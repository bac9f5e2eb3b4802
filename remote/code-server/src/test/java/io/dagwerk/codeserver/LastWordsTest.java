package io.dagwerk.codeserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.execution.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastWordsTest {
  private static final SecretMask MASK = SecretMask.of(List.of("tiger"));

  private static List<String> of(String end) {
    return LastWords.of(end.getBytes(StandardCharsets.UTF_8), MASK);
  }

  @Test
  void linesThatSaySomethingAreShownWithoutSecrets() {
    assertThat(of("#\n# a crash\n\n  login as tiger\nhalf a line"))
        .containsExactly("#", "# a crash", "login as ***", "half a line");
    assertThat(of("\n\n")).isEmpty();
  }

  @Test
  void onlyTheLastLinesAreShownAndLongOnesAreCut() {
    String numbered =
        IntStream.range(0, 100).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
    assertThat(of(numbered)).hasSize(20).startsWith("80", "81").endsWith("99");
    assertThat(of("a".repeat(1000))).containsExactly("a".repeat(300) + "…");
  }

  @Test
  void aLineWhoseBeginningIsNotThereIsNotShown() {
    String cut = "er is the rest of a secret\n";
    String rest = "b".repeat(LastWords.MOST_BYTES - cut.length());
    assertThat(of(cut + rest)).containsExactly("b".repeat(300) + "…");
    assertThat(of("b".repeat(LastWords.MOST_BYTES))).isEmpty();
  }
}
