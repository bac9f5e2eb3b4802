package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which settings wait for the next start.
class RereadSettingsTest {
  @TempDir private Path folder;

  private Settings settings(String more) throws IOException {
    Path file = folder.resolve(SettingsFile.NAME);
    return SettingsFile.read(Files.writeString(file, "{locations: {}%s}".formatted(more)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          runs    | , runs: {most: 3}
          pools   | , pools: {db: 2}
          logs    | , logs: {keep: 3d}
          limits  | , limits: {tags: 7}
          runHost | , runHost: {listen: '127.0.0.1:0'}
          http    | , http: {port: 4}
          postgres | , postgres: {url: 'jdbc:postgresql://db/x', user: a, password: b}
          """)
  void eachBesideTheLocationsIsNamed(String name, String written) throws IOException {
    assertThat(RereadSettings.needRestart(settings(""), settings(written))).containsExactly(name);
  }

  @Test
  void whatIsWrittenAsBeforeIsNotNamed() throws IOException {
    String all =
        ", runs: {most: 3}, pools: {db: 2}, http: {port: 4}, postgres: {url: 'jdbc:postgresql://db/x', user: a, password: b}";

    assertThat(RereadSettings.needRestart(settings(all), settings(all))).isEmpty();
  }
}
