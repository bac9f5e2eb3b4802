package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `dagwerk settings`.
class SettingsCommandTest {
  @TempDir private Path folder;

  private Ended dagwerk(String... arguments) {
    return Ended.typed(folder, Map.of(), arguments);
  }

  private void settings(String text) throws IOException {
    Files.writeString(folder.resolve(SettingsFile.NAME), text);
  }

  @Test
  void eachSettingIsToldWithItsOriginAndNoSecret() throws IOException {
    settings(
        """
        locations:
          shop: {definitions: com.example.Shop, classPath: [target]}
        postgres: {url: 'jdbc:postgresql://db/x', user: {env: HOME}, password: {env: PATH}}
        runs: {most: 3}
        """);

    Ended ended = dagwerk("settings", "check");

    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "locations.shop.definitions com.example.Shop (file)",
            "locations.shop.classPath [\"target\"] (file)",
            "locations.shop.javaHome none (default)",
            "postgres.url *** (file)",
            "postgres.user " + System.getenv("HOME") + " (variable HOME)",
            "postgres.password *** (variable PATH)",
            "runs.most 3 (file)",
            "locations.shop.isolation process (default)",
            "runs.mostShared 64 (default)",
            "runs.spareWorkers 2 (default)",
            "http.port 3070 (default)");
    assertThat(ended.out()).doesNotContain(System.getenv("PATH"), "jdbc:");
  }

  @Test
  void allThatIsWrongIsToldAtOnceWithTheNearestName() throws IOException {
    settings("{locations: {}, run: {most: 3}, logs: {kep: 3d}, http: {port: high}}");

    Ended ended = dagwerk("settings", "check");

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err())
        .contains("did you mean 'runs'?", "did you mean 'keep'?", "http.port: expected an integer");
  }

  @Test
  void theSchemaIsPrinted() {
    Ended ended = dagwerk("settings", "schema");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("json-schema.org/draft/2020-12", "\"cancelGrace\"");
  }

  @Test
  void everyScalarMayComeFromAVariable() throws IOException {
    settings(
        """
        locations: {}
        runs: {most: {env: NOT_SET_1}, spareWorkers: {env: NOT_SET_2}, cancelGrace: {env: NOT_SET_3}}
        logs: {keep: {env: NOT_SET_4}}
        limits: {config: {env: NOT_SET_9}, tags: {env: NOT_SET_10}, logLine: {env: NOT_SET_11}, printed: {env: NOT_SET_5}, definitions: {env: NOT_SET_12}}
        http: {address: {env: NOT_SET_6}, port: {env: NOT_SET_7}, insecure: {env: NOT_SET_8}}
        """);

    assertThat(dagwerk("settings", "check").err())
        .contains("NOT_SET_1", "NOT_SET_2", "NOT_SET_3", "NOT_SET_4")
        .contains("NOT_SET_5", "NOT_SET_6", "NOT_SET_7", "NOT_SET_8")
        .contains("NOT_SET_9", "NOT_SET_10", "NOT_SET_11", "NOT_SET_12");
  }
}
