package io.dagwerk.codeclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {
  private static List<String> lines(Reader text) {
    List<String> lines = new ArrayList<>();
    BoundedLines.read(text, lines::add);
    return lines;
  }

  @Test
  void linesEndWithWhatEndsLinesAndTheLastMayLackIt() {
    assertThat(lines(Reader.of("one\n\ntwo\r\nthree"))).containsExactly("one", "", "two", "three");
    assertThat(lines(Reader.of("one\n"))).containsExactly("one");
    assertThat(lines(Reader.of(""))).isEmpty();
  }

  @Test
  void aLineWithoutEndIsToldInParts() {
    String longest = "x".repeat(BoundedLines.LONGEST);

    assertThat(lines(Reader.of(longest + longest + "yz\nend")))
        .containsExactly(longest, longest, "yz", "end");
  }

  @Test
  void whatWasReadBeforeAFailureIsTold() {
    Reader failing =
        new Reader() {
          private boolean wasRead;

          @Override
          public int read(char[] into, int offset, int length) throws IOException {
            if (wasRead) {
              throw new IOException("the pipe is broken");
            }
            wasRead = true;
            into[offset] = 'a';
            return 1;
          }

          @Override
          public void close() {}
        };

    assertThat(lines(failing)).containsExactly("a");
  }
}
