package io.dagwerk.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
  void aLineThatIsTooLongIsCutBetweenCharacters() {
    String longest = "x".repeat(16 * 1024 - 1);

    printed.open();
    print(longest + "\u20acuro\n");

    assertThat(lines).containsExactly(longest + "\u20ac", "uro");
  }
}
