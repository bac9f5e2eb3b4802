package io.dagwerk.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ConfigPathTest {
  private static final ConfigPath PATH =
      ConfigPath.of("assets", "raw/flights").item(2).entry("a~b");

  @Test
  void aPathIsShownForPeopleAndAsAJsonPointer() {
    assertThat(PATH).hasToString("assets[\"raw/flights\"][2][\"a~b\"]");
    assertThat(PATH.toPointer()).isEqualTo("/assets/raw~1flights/2/a~0b");
    assertThat(ConfigPath.ROOT.toPointer()).isEmpty();
  }

  @Test
  void aboveAPathIsWhatItIsAPartOf() {
    assertThat(PATH.above()).isEqualTo(ConfigPath.of("assets", "raw/flights").item(2));
    assertThat(ConfigPath.ROOT.above()).isEqualTo(ConfigPath.ROOT);
  }
}
