package io.dagwerk.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What is killed with a process that leads a session.
@EnabledOnOs(OS.LINUX)
class ProcessTreeTest {
  /// The parent of the sleeping process has ended before its number is told.
  private static final String ORPHAN = "(sleep 3600 >&2 & echo $!); read never";

  @Test
  void aProcessWhoseParentHasEndedIsKilledWithItsSession() throws Exception {
    assertThat(isOrphanKilledBy(Path.of("/bin/kill"))).isTrue();
  }

  @Test
  void aSystemWithoutAProgramThatKillsGroupsKillsTheSessionToo() throws Exception {
    assertThat(isOrphanKilledBy(Path.of("/no/such/program"))).isTrue();
  }

  @Test
  void aProcessThatEndsKillsWhatItsChildrenHaveLeftBehind() throws Exception {
    Process leader =
        new ProcessBuilder(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Leader.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader told = leader.inputReader()) {
      long orphan = Long.parseLong(told.readLine());
      assertThat(ProcessIdentity.here(orphan)).isPresent();
      leader.outputWriter().close();
      assertThat(leader.waitFor()).isZero();
      assertThat(isGoneSoon(orphan)).isTrue();
    } finally {
      leader.destroyForcibly();
    }
  }

  /// Starts a process that leaves another behind, tells its number, and ends when its input does.
  static final class Leader {
    private Leader() {}

    public static void main(String[] arguments) throws IOException {
      Process child =
          new ProcessBuilder("sh", "-c", "sleep 3600 >&2 & echo $!")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      System.out.println(child.inputReader().readLine());
      var _ = System.in.read();
      ProcessTree.killStarted();
    }
  }

  private static boolean isOrphanKilledBy(Path program) throws IOException {
    Process leader = new ProcessBuilder("setsid", "sh", "-c", ORPHAN).start();
    try (BufferedReader told = leader.inputReader()) {
      long orphan = Long.parseLong(told.readLine());
      assertThat(ProcessIdentity.here(orphan)).isPresent();
      ProcessTree.kill(leader.toHandle(), program);
      return isGoneSoon(orphan);
    } finally {
      leader.destroyForcibly();
    }
  }

  private static boolean isGoneSoon(long pid) {
    long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (ProcessIdentity.here(pid).isPresent() && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    return ProcessIdentity.here(pid).isEmpty();
  }
}
