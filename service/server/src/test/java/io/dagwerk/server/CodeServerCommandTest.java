package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `dagwerk code-server` refuses before it starts anything.
class CodeServerCommandTest {
  @TempDir private Path folder;

  private String refused(String... options) {
    List<String> arguments = new ArrayList<>(List.of("code-server"));
    arguments.addAll(List.of(options));
    if (!arguments.contains("--location")) {
      arguments.addAll(List.of("--location", "ships"));
    }
    Map<String, String> environment = Map.of("TOKEN", "a-token", "WRONG", "a b");
    Ended ended = Ended.typed(folder, environment, arguments.toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isEqualTo(4);
    return ended.err();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --listen 0.0.0.0:0                                   | is served by TLS alone
          --listen 0.0.0.0:0 --token-env TOKEN                 | is served by TLS alone
          --listen [::]:0 --tls-cert a --tls-key b             | has to show a token
          --listen db.example.com:0 --tls-cert a --tls-key b   | has to show a token
          --listen 127.0.0.1:0 --tls-cert a                    | go together
          --listen 127.0.0.1                                   | HOST:PORT
          --listen 127.0.0.1:0 --token-env MISSING             | MISSING, which --token-env names, is not set
          --listen 127.0.0.1:0 --token-env WRONG               | --token-env WRONG: expected a token of letters
          --listen 127.0.0.1:0 --token-file none               | none' of --token-file cannot be read
          --listen 127.0.0.1:0 --token-env A --token-file b    | found both
          """)
  void whatIsNotSafeOrNotThereIsToldWithWhatToDo(String options, String told) {
    String all = options + " --definitions A";

    assertThat(refused(all.split(" "))).contains(told);
  }

  @Test
  void theLocationIsDescribedBySettingsOrByOptions() throws Exception {
    assertThat(refused("--listen", "127.0.0.1:0")).contains("there is no", "dagwerk.yaml");
    assertThat(refused("--listen", "127.0.0.1:0", "--class-path", "a"))
        .contains("without '--definitions CLASS'");

    Files.writeString(
        folder.resolve(SettingsFile.NAME),
        "locations: {shops: {definitions: A}, far: {address: '127.0.0.1:1'}}");

    assertThat(refused("--listen", "127.0.0.1:0"))
        .contains("describes no location 'ships'", "did you mean 'shops'?");
    assertThat(refused("--listen", "127.0.0.1:0", "--location", "far"))
        .contains("is at 127.0.0.1:1, and its code is not described there");
  }

  @Test
  void whatIsNotOfTheLocationNeedNotBeSetWhereItIsServed() throws Exception {
    Files.writeString(
        folder.resolve(SettingsFile.NAME),
        """
        locations:
          ships: {definitions: A, javaHome: absent-jdk}
          far: {address: '127.0.0.1:1', token: {env: NOBODY_SETS_THE_TOKEN}}
        postgres:
          {url: {env: NOBODY_SETS_THE_URL}, user: ops, password: {env: NOBODY_SETS_THE_PASSWORD}}
        http: {token: {env: NOBODY_SETS_THIS}}
        """);

    assertThat(refused("--listen", "127.0.0.1:0"))
        .contains("absent-jdk", "is no JDK")
        .doesNotContain("NOBODY_SETS");
    assertThat(refused("--listen", "127.0.0.1:0", "--location", "far"))
        .contains("is at 127.0.0.1:1");
    assertThat(LocationsFile.read(folder.resolve(SettingsFile.NAME)).secretVariables())
        .containsExactly(
            "NOBODY_SETS_THE_TOKEN",
            "NOBODY_SETS_THE_URL",
            "NOBODY_SETS_THE_PASSWORD",
            "NOBODY_SETS_THIS");
  }

  @Test
  void whatIsWrongWithTheLocationIsTold() throws Exception {
    Path settings = folder.resolve(SettingsFile.NAME);
    Files.writeString(settings, "locations: {ships: {classPath: [a], definition: A}}");
    assertThat(refused("--listen", "127.0.0.1:0")).contains("did you mean 'definitions'?");
    Files.writeString(settings, "locations: {ships: {classPath: [a]}}");
    assertThat(refused("--listen", "127.0.0.1:0"))
        .contains("locations.ships: expected either 'definitions'");
    Files.writeString(settings, "lokations: {ships: {definitions: A}}");
    assertThatThrownBy(() -> LocationsFile.read(settings).all())
        .hasMessageContaining("did you mean 'locations'?");
  }
}
