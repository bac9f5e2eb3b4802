package io.dagwerk.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintedLinesTest {
  private final List<String> lines = new ArrayList<>();
  private final PrintedLines printed = new PrintedLines(lines::add);

  private boolean print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return printed.write(bytes, 0, bytes.length);
  }

  @Test
  void itIsOpenAsLongAsAnybodyUsesIt() {
    printed.open();
    printed.open();
    print("of the first");
    printed.close();

    assertThat(print("of the second\n")).isTrue();
    printed.close();
    assertThat(print("of nobody\n")).isFalse();
    assertThat(lines).containsExactly("of the first", "of the second");
  }

  @Test
  void aLineThatIsTooLongIsCutBetweenCharactersAndSaysHowMuchIsMissing() {
    String longest = "x".repeat(PrintedLines.LONGEST_LINE - 1);

    printed.open();
    print(longest + "\u20acuro");
    print("\u20ac".repeat(1_000) + "\nnext\n");

    assertThat(lines)
        .containsExactly(
            longest + "\u20ac [3,003 bytes are missing here: limits.logLine is 1,048,576]", "next");
  }

  @Test
  void whatIsNoTextAndHasNoLineBreaksTakesNoMoreMemoryThanALine() {
    byte[] noText = new byte[3 << 20];
    Arrays.fill(noText, (byte) 0x80);

    printed.open();
    printed.write(noText, 0, noText.length);
    printed.close();

    assertThat(lines)
        .singleElement()
        .satisfies(line ->
            assertThat(line)
                .hasSizeLessThan(PrintedLines.LONGEST_LINE + 100)
                .contains("2,097,149 bytes are missing"));
  }
}
