package io.dagwerk.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportTest {
  /// What JDK 25 writes, shortened, with `tiger` wherever it shows what it was given.
  private static final String REPORT =
      """
      #
      # A fatal error has been detected by the Java Runtime Environment:
      #
      #  SIGSEGV (0xb) at pc=0x00007f4d8043411d, pid=9608, tid=9609
      #
      # JRE version: OpenJDK Runtime Environment (25.0.3+9) (build 25.0.3+9-LTS)
      # Java VM: OpenJDK 64-Bit Server VM (25.0.3+9-LTS, mixed mode, sharing, tiered, serial gc, linux-amd64)
      # Problematic frame:
      # V  [libjvm.so+0x123411d]  Unsafe_GetInt+0xad
      #
      # CreateCoredumpOnCrash turned off, no core file dumped
      #

      ---------------  S U M M A R Y ------------

      Command Line: -Dpassword=tiger -Dnote=of two
      lines-with-tiger -Xms16m --enable-native-access=ALL-UNNAMED -XX:-CreateCoredumpOnCrash pipeline.Pipeline tiger

      Host: Processor, 2 cores, 23G, Debian GNU/Linux 12 (bookworm)
      Time: Fri Nov 27 08:44:51 2026 UTC elapsed time: 0.159952 seconds (0d 0h 0m 0s)

      ---------------  T H R E A D  ---------------

      Current thread (0x00007f4d7802adb0):  JavaThread "main"             [_thread_in_vm, id=9609, stack(0x00007f4d7f100000,0x00007f4d7f200000) (1024K)]

      Stack: [0x00007f4d7f100000,0x00007f4d7f200000],  sp=0x00007f4d7f1fe3e0,  free space=1016k
      Native frames: (J=compiled Java code, j=interpreted, Vv=VM code, C=native code)
      V  [libjvm.so+0x123411d]  Unsafe_GetInt+0xad
      j  jdk.internal.misc.Unsafe.getInt(Ljava/lang/Object;J)I+0 java.base@25.0.3
      j  jdk.internal.foreign.AbstractMemorySegmentImpl.get(Ljava/lang/foreign/ValueLayout$OfInt;J)I+8 java.base@25.0.3
      j  pipeline.Pipeline.load()V+18
      j  pipeline.Pipeline.main([Ljava/lang/String;)V+0
      v  ~StubRoutines::call_stub 0x00007f4d67938fa6
      C  [libjli.so+0xed89]  ThreadJavaMain+0x9
      Java frames: (J=compiled Java code, j=interpreted, Vv=VM code)
      j  jdk.internal.misc.Unsafe.getInt(Ljava/lang/Object;J)I+0 java.base@25.0.3
      j  pipeline.Pipeline.load()V+18
      j  pipeline.Pipeline.main([Ljava/lang/String;)V+0
      v  ~StubRoutines::call_stub 0x00007f4d67938fa6

      siginfo: si_signo: 11 (SIGSEGV), si_code: 1 (SEGV_MAPERR), si_addr: 0x0000000000000008

      Registers:
      RAX=0x0000000000000000, RBX=0x00007f4d7802adb0, RCX=0x0000000000000008, RDX=0x0000000000000000

      Register to memory mapping:

      RAX is an oop: java.lang.String "tiger"

      Top of Stack: (sp=0x00007f4d7f1fe3e0)
      0x00007f4d7f1fe3e0:   7469676572   tiger

      ---------------  P R O C E S S  ---------------

      Java Threads: ( => current thread )
      =>0x00007f4d7802adb0 JavaThread "main"                              [_thread_in_vm, id=9609, stack(0x00007f4d7f100000,0x00007f4d7f200000) (1024K)]

      Heap:
       DefNew     total 4928K, used 1052K [0x00000000fc000000, 0x00000000fc550000, 0x00000000fd550000)

      Internal exceptions (1 events):
      Event: 0.097 Thread 0x00007f4d7802adb0 Exception <a 'java/lang/IllegalStateException'{0x00000000fc06cec8}: tiger> (0x00000000fc06cec8)

      VM Arguments:
      jvm_args: -Dpassword=tiger
      java_command: pipeline.Pipeline tiger

      Environment Variables:
      JAVA_TOOL_OPTIONS=-Dpassword=tiger

      ---------------  S Y S T E M  ---------------

      /proc/meminfo:
      MemTotal:       24684084 kB

      Process Memory:
      Virtual Size: 2420616K (peak: 2420616K)

      END.
      """;

  @Test
  void theCauseNamesTheSignalThePlaceAndTheUsersFunctionThatCameThere() {
    CrashReport report = CrashReport.parse(REPORT).orElseThrow();
    assertThat(report.cause())
        .isEqualTo(
            "crashed with SIGSEGV (0xb) in V [libjvm.so+0x123411d] Unsafe_GetInt+0xad, called by pipeline.Pipeline.load");
    assertThat(report.frames()).hasSize(7).contains("j  pipeline.Pipeline.load()V+18");
  }

  @Test
  void whatStandsInMemoryEnvironmentOrCommandLineIsNotKept() {
    assertThat(CrashReport.parse(REPORT).orElseThrow().text())
        .contains("Problematic frame", "pipeline.Pipeline.load", "JRE version", "Host: Processor")
        .contains("elapsed time", "DefNew", "MemTotal", "Virtual Size")
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
