package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.automation.retention.LogRetention;
import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `dagwerk.yaml` may say of logs.
class SettingsFileTest {
  @TempDir private Path folder;

  private Settings read(String logs) throws IOException {
    Path file = folder.resolve("dagwerk.yaml");
    return SettingsFile.read(Files.writeString(file, "locations: {}\nlogs: " + logs + "\n"));
  }

  @Test
  void logsAreKeptForNinetyDaysUnlessSomethingElseIsSaid() throws IOException {
    assertThat(SettingsFile.none().logs().retention()).isEqualTo(LogRetention.usual());
    assertThat(read("{keep: 1h30m}").logs().retention())
        .isEqualTo(new LogRetention.For(Duration.ofMinutes(90)));
    assertThat(read("{keep: forever}").logs().retention()).isEqualTo(new LogRetention.Forever());
  }

  @Test
  @Covers("K11.1")
  void anEntryThatIsNoneIsToldWithItsPlaceAndTheNearest() {
    assertThatThrownBy(() -> read("{kep: 3d}"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("logs.kep")
        .hasMessageContaining("did you mean 'keep'?");
  }

  @Test
  void theVariablesOfSecretsAreTheSameWhetherTheyAreLookedUpOrNot() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("dagwerk.yaml"),
            """
            locations: {far: {address: '127.0.0.1:1', token: {env: PATH}}}
            postgres: {url: 'jdbc:postgresql://db/x', user: {env: HOME}, password: {env: PATH}}
            http: {token: {env: HOME}}
            """);

    assertThat(LocationsFile.read(file).secretVariables())
        .containsExactlyInAnyOrderElementsOf(SettingsFile.read(file).secretVariables())
        .containsExactlyInAnyOrder("PATH", "PATH", "HOME");
  }

  @Test
  void whatMakesNoSenseIsToldWithItsPlace() {
    assertThatThrownBy(() -> read("{keep: long}"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("logs")
        .hasMessageContaining("keep is a duration, such as 90d, or forever, but found 'long'");
    assertThatThrownBy(() -> read("{keep: 0s}"))
        .hasMessageContaining("longer than 0, or forever, but found PT0S");
  }
}
