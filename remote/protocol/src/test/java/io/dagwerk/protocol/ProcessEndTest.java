package io.dagwerk.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessEndTest {
  private static String described(int exitCode, String... lines) {
    return new ProcessEnd(exitCode, Optional.empty(), List.of(lines)).describe();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0   | exit code 0: as System.exit ends a process
          7   | exit code 7
          134 | exit code 134, signal 6 (SIGABRT)
          137 | exit code 137, signal 9 (SIGKILL): it was killed, as the system does when memory runs out
          139 | exit code 139, signal 11 (SIGSEGV)
          159 | exit code 159, signal 31
          """)
  void aCodeIsToldWithItsSignal(int exitCode, String words) {
    assertThat(described(exitCode)).isEqualTo(words);
  }

  @Test
  void whatItPrintedLastFollows() {
    assertThat(described(3, "told", "", "#", "disk full"))
        .isEqualTo("exit code 3; its last output: told | disk full");
  }

  @Test
  void memoryThatRanOutIsTheReason() {
    String last = "Terminating due to java.lang.OutOfMemoryError: Java heap space";
    assertThat(described(3, "4000 rows", last))
        .isEqualTo(
            "exit code 3: it ran out of memory (Java heap space); its last output: 4000 rows | "
                + last);
  }

  @Test
  void aCrashIsTheReasonAndWhatTheJvmPrintedOfItIsNotSaidTwice() {
    CrashReport crash = new CrashReport("crashed with SIGSEGV (0xb)", List.of("C  [libc]"), "");
    ProcessEnd end =
        new ProcessEnd(
            1,
            Optional.of(crash),
            List.of(
                "4000 rows",
                "# A fatal error has been detected by the Java Runtime Environment:",
                "[0.2s][warning][os] Loading hsdis library failed"));
    assertThat(end.describe())
        .isEqualTo("exit code 1: the JVM crashed with SIGSEGV (0xb); its last output: 4000 rows");
    assertThat(end.frames()).containsExactly("C  [libc]");
  }
}
