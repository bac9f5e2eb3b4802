package io.dagwerk.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportTest {
  private static final String REPORT =
      """
      #
      # A fatal error has been detected by the Java Runtime Environment:
      #
      #  SIGSEGV (0xb) at pc=0x00007f75e143bad8, pid=11591, tid=11592
      #
      # Problematic frame:
      # C  [libc.so.6+0x167ad8]
      #
      ---------------  T H R E A D  ---------------

      Native frames: (J=compiled Java code, j=interpreted, Vv=VM code, C=native code)
      C  [libc.so.6+0x167ad8]
      j  java.lang.invoke.LambdaForm$MH+0x09047000.invoke(Ljava/lang/Object;JJ)J+10 java.base@25
      j  pipeline.Pipeline.load(Ljava/lang/String;)V+392
      V  [libjvm.so+0xa23840]  JavaCalls::call_helper(JavaValue*)+0x2b0
      Java frames: (J=compiled Java code, j=interpreted, Vv=VM code)
      j  pipeline.Pipeline.load(Ljava/lang/String;)V+392

      siginfo: si_signo: 11 (SIGSEGV)

      Registers:
      RAX=0x01

      Register to memory mapping:
      RAX is an oop: java.lang.String "tiger"

      Top of Stack: (sp=0x00007f75df91e598)
      0x00007f75df91e598:   7469676572   tiger

      ---------------  P R O C E S S  ---------------

      Heap:
       def new generation   total 6144K

      Internal exceptions (1 events):
      Event: 0.1 Exception <a 'java/lang/IllegalStateException'>: tiger

      Environment Variables:
      PATH=/home/tiger

      END.
      """;

  @Test
  void theCauseNamesTheSignalThePlaceAndTheUsersFunctionThatCameThere() {
    CrashReport report = CrashReport.parse(REPORT).orElseThrow();
    assertThat(report.cause())
        .isEqualTo(
            "crashed with SIGSEGV (0xb) in C [libc.so.6+0x167ad8], called by pipeline.Pipeline.load");
    assertThat(report.frames())
        .hasSize(4)
        .contains("j  pipeline.Pipeline.load(Ljava/lang/String;)V+392");
  }

  @Test
  void whatStandsInMemoryOrEnvironmentIsNotKept() {
    assertThat(CrashReport.parse(REPORT).orElseThrow().text())
        .contains("Problematic frame", "pipeline.Pipeline.load", "def new generation")
        .doesNotContain("tiger", "RAX");
  }

  @Test
  void memoryThatTheSystemDoesNotGiveIsTheCause() {
    String file =
        """
        #
        # There is insufficient memory for the Java Runtime Environment to continue.
        # Native memory allocation (malloc) failed to allocate 32744 bytes. Error detail: ChunkPool
        """;
    assertThat(CrashReport.parse(file).orElseThrow().cause())
        .isEqualTo(
            "ran out of native memory: Native memory allocation (malloc) failed to allocate 32744 bytes. Error detail: ChunkPool");
  }

  @Test
  void aFileWithoutAReportHasNone() {
    assertThat(CrashReport.parse("")).isEmpty();
    assertThat(CrashReport.parse("begin\n")).isEmpty();
  }

  @Test
  void aFileHasNoNameAsSoonAsTheProcessBegins(@TempDir Path folder) throws Exception {
    try (CrashFile file = CrashFile.create()) {
      Path written = folder.resolve("report");
      Files.writeString(written, REPORT);
      List<String> command =
          file.opened(List.of("/bin/sh", "-c", "cat '%s' >/dev/fd/4".formatted(written)));
      Process process = new ProcessBuilder(command).start();
      assertThat(process.waitFor()).isZero();
      assertThat(Path.of(command.get(4))).doesNotExist();
      assertThat(file.read()).isEqualTo(CrashReport.parse(REPORT));
    }
  }

  @Test
  void aProcessThatDoesNotCrashReportsNothing() throws IOException {
    try (CrashFile file = CrashFile.create()) {
      assertThat(file.read()).isEmpty();
    }
  }
}
