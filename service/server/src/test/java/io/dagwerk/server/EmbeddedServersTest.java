package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.cli.CommandFailed;
import io.dagwerk.cli.LocalServers.Local;
import io.dagwerk.cli.LocalServers.Purpose;
import io.dagwerk.cli.ServerFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a command is given when no server that stays works on its instance.
class EmbeddedServersTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream notices = new ByteArrayOutputStream();
  private EmbeddedServers command;

  private EmbeddedServers command() {
    return new EmbeddedServers(folder, new PrintStream(notices, true, StandardCharsets.UTF_8));
  }

  private Path instance() {
    return folder.resolve("instance");
  }

  @BeforeEach
  void begin() {
    command = command();
  }

  @AfterEach
  void end() {
    command.close();
  }

  @Test
  void whoReadsLeavesNoTrace() {
    assertThat(command.start(instance(), Purpose.READ))
        .get()
        .isInstanceOf(Local.InThisProcess.class);
    assertThat(instance()).doesNotExist();
    assertThat(notices.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void whoFollowsIsToldThatNobodyWorks() {
    assertThat(command.start(instance(), Purpose.FOLLOW)).isPresent();
    assertThat(notices.toString(StandardCharsets.UTF_8))
        .contains("no server works on the instance", "dagwerk server");
  }

  @Test
  void whoReadsGoesBesideWhoWorksAndWhoStopsRunsAsksIt() {
    Local working = command.start(instance(), Purpose.CHANGE).orElseThrow();

    try (EmbeddedServers other = command()) {
      assertThat(other.start(instance(), Purpose.READ))
          .get()
          .isInstanceOf(Local.InThisProcess.class);
      assertThat(other.start(instance(), Purpose.FOLLOW))
          .get()
          .isInstanceOf(Local.InThisProcess.class);
      assertThat(other.start(instance(), Purpose.CANCEL))
          .contains(new Local.OfAnotherCommand(working.address()));
      assertThat(other.start(instance(), Purpose.CHANGE))
          .contains(new Local.OfAnotherCommand(working.address()));
    }
    assertThat(notices.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(new ServerFile(instance()).path()).doesNotExist();
  }

  @Test
  void aRunIsNotBegunWhereAnotherCommandWorks() {
    assertThat(command.start(instance(), Purpose.CHANGE)).isPresent();

    try (EmbeddedServers other = command()) {
      for (Purpose purpose : new Purpose[] {Purpose.RUN, Purpose.LAUNCH}) {
        assertThatThrownBy(() -> other.start(instance(), purpose))
            .isInstanceOf(CommandFailed.class)
            .hasMessageContaining("another command works on the instance")
            .hasMessageContaining("'dagwerk server'");
      }
    }
  }

  @Test
  void whoComesAfterAnEndedCommandFindsNobody() {
    assertThat(command.start(instance(), Purpose.CHANGE)).isPresent();
    command.close();

    try (EmbeddedServers other = command()) {
      assertThat(other.start(instance(), Purpose.CANCEL))
          .get()
          .isInstanceOf(Local.InThisProcess.class);
    }
  }

  @Test
  void whereNothingIsServedNothingIsLoadedAnew() {
    assertThatThrownBy(() -> command.start(instance(), Purpose.RELOAD))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("no server works on the instance");
  }
}
