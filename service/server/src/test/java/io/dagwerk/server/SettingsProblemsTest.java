package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.cli.CommandFailed;
import io.dagwerk.cli.ExitCode;
import io.dagwerk.cli.LocalServers.Purpose;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is wrong with the settings, or with what they name, is told to whoever wrote them.
class SettingsProblemsTest {
  private static final String POSTGRES =
      """
      locations: {}
      postgres: {url: "%s", user: ops, password: "t0psecret"}
      """;

  @TempDir private Path folder;

  private Path settings(String text) throws IOException {
    return Files.writeString(folder.resolve(SettingsFile.NAME), text);
  }

  private void assertRefused(String text, String... parts) throws IOException {
    Path file = settings(text);
    assertThatThrownBy(() -> SettingsFile.read(file))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void numbersThatCannotWorkAreRefused() throws IOException {
    assertRefused("{locations: {}, runs: {most: 0}}", "runs", "most is 1 or more", "found 0");
    assertRefused("{locations: {}, runs: {spareWorkers: -1}}", "spareWorkers is 0 or more");
    assertRefused("{locations: {}, runs: {mostShared: 0}}", "mostShared is 1 or more", "found 0");
    assertRefused(
        "{locations: {a: {definitions: A, isolation: thread}}}", "process", "shared", "thread");
    assertRefused(
        "{locations: {}, postgres: {url: 'jdbc:postgresql://db/x', user: a, password: b, connections: 1}}",
        "postgres",
        "2 connections or more",
        "found 1");
    assertRefused(
        POSTGRES.formatted("mysql://db/x"), "postgres", "jdbc:postgresql://localhost:5432/dagwerk");
  }

  @Test
  void whatItTookFromTheEnvironmentAsASecretIsKnown() throws IOException {
    Path file =
        settings(
            "{locations: {}, postgres: {url: {env: HOME}, user: {env: PATH}, password: {env: PATH}}}");
    assertThatThrownBy(() -> SettingsFile.read(file)).hasMessageContaining("jdbc:postgresql:");

    Settings read =
        SettingsFile.read(
            settings(
                "{locations: {}, postgres: {url: 'jdbc:postgresql://db/x', user: {env: HOME}, password: {env: PATH}}}"));

    assertThat(read.secretVariables()).containsExactly("PATH");
    assertThat(SettingsFile.none().secretVariables()).isEmpty();
  }

  private CommandFailed startingFails(Purpose purpose) {
    try (EmbeddedServers servers =
        new EmbeddedServers(folder, new PrintStream(OutputStream.nullOutputStream()))) {
      servers.start(folder.resolve("instance"), purpose);
      throw new AssertionError("a server was started");
    } catch (CommandFailed failed) {
      return failed;
    }
  }

  @Test
  void aDatabaseThatCannotBeReachedIsToldWithoutItsPassword() throws IOException {
    settings(POSTGRES.formatted("jdbc:postgresql://127.0.0.1:1/dagwerk?password=t0psecret"));

    CommandFailed failed = startingFails(Purpose.READ);

    assertThat(failed.code()).isEqualTo(ExitCode.NO_SERVER);
    assertThat(failed)
        .hasMessageContainingAll(
            "jdbc:postgresql://127.0.0.1:1/dagwerk as 'ops'",
            "cannot be opened",
            "see that it is up");
    assertThat(failed.getMessage()).doesNotContain("t0psecret");
  }

  @Test
  void aFileThatIsNoDatabaseIsTold() throws IOException {
    Files.createDirectory(folder.resolve("instance"));
    Files.writeString(folder.resolve("instance/dagwerk.db"), "no database ".repeat(100));

    for (Purpose purpose : new Purpose[] {Purpose.READ, Purpose.CHANGE}) {
      CommandFailed failed = startingFails(purpose);
      assertThat(failed.code()).isEqualTo(ExitCode.NO_SERVER);
      assertThat(failed).hasMessageContainingAll("dagwerk.db' cannot be opened", "not a database");
    }
  }
}
