package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.Covers;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `dagwerk server --read-only`, as a process of its own, and the commands that ask it.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ReadOnlyServerTest {
  @TempDir private Path folder;

  private Ended dagwerk(String... arguments) {
    return Ended.typed(
        folder, Map.of("DAGWERK_HOME", folder.resolve("instance").toString()), arguments);
  }

  private interface Asking {
    void ask() throws Exception;
  }

  /// Serves no locations with these settings and options, while it is asked something.
  private void serving(String settings, List<String> options, Asking asking) throws Exception {
    Files.writeString(folder.resolve("dagwerk.yaml"), settings);
    List<String> command = new ArrayList<>(List.of("server", "--port", "0"));
    command.addAll(options);
    Process server = HostProcess.program(folder, command).redirectErrorStream(true).start();
    try (BufferedReader said = server.inputReader()) {
      List<String> lines = new ArrayList<>();
      String line = said.readLine();
      while (line != null && !line.contains("serves its API")) {
        lines.add(line);
        line = said.readLine();
      }
      assertThat(line).as("what it said: %s", lines).isNotNull();
      asking.ask();
    } finally {
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      server.destroyForcibly().onExit().join();
    }
  }

  private void assertReadOnly() {
    assertThat(dagwerk("runs", "list").code()).isZero();
    for (List<String> change :
        List.of(
            List.of("settings", "reload"),
            List.of("run", "refresh"),
            List.of("assets", "report", "landed"))) {
      Ended refused = dagwerk(change.toArray(String[]::new));
      assertThat(refused.code()).as("code of %s", change).isNotZero();
      assertThat(refused.err()).as("error of %s", change).contains("this server is read-only");
    }
  }

  @Test
  @Covers("K13.4")
  void theOptionRefusesWhatCommandsWantToChange() throws Exception {
    serving("{locations: {}}", List.of("--read-only"), this::assertReadOnly);
  }

  @Test
  void theSettingDoesSoToo() throws Exception {
    serving("{locations: {}, http: {readOnly: true}}", List.of(), this::assertReadOnly);
  }

  @Test
  void theSettingsAreToldAsTheOptionsSayThem() throws Exception {
    String query = "{ server { isReadOnly settings { path value origin } } }";
    serving(
        "{locations: {}, runs: {most: 3}, http: {token: a-long-and-plain-token-of-mine}}",
        List.of("--read-only"),
        () ->
            assertThat(Asked.of(folder.resolve("instance"), query))
                .contains("\"isReadOnly\": true")
                .contains(setting("runs.most", "3", "file"))
                .contains(setting("http.port", "0", "option"))
                .contains(setting("http.readOnly", "true", "option"))
                .contains("http.token")
                .doesNotContain("plain-token", "locations."));
  }

  private static String setting(String path, String value, String origin) {
    return "{\"path\": \"%s\", \"value\": \"%s\", \"origin\": \"%s\"}"
        .formatted(path, value, origin);
  }

  @Test
  void aServerWithoutThemDoesWhatItIsTold() throws Exception {
    serving(
        "{locations: {}}",
        List.of(),
        () -> assertThat(dagwerk("settings", "reload").code()).isZero());
  }
}
