package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.graphql.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `dagwerk.yaml` may say of the pages.
class UiSettingsTest {
  @TempDir private Path folder;

  private Look read(String ui) throws IOException {
    Path file = folder.resolve("dagwerk.yaml");
    return SettingsFile.read(Files.writeString(file, "locations: {}\nui: " + ui + "\n"))
        .ui()
        .look();
  }

  @Test
  void nothingNeedBeSaid() throws IOException {
    assertThat(SettingsFile.none().ui().look()).isEqualTo(Look.PLAIN);
    assertThat(read("{}")).isEqualTo(Look.PLAIN);
  }

  @Test
  void sourcesHaveAnAddressAndKindsAnIconAndAColour() throws IOException {
    Look look =
        read(
            "{sources: 'https://host/team/repo/blob/main/{file}', kinds: {spark: {icon: bolt, color: orange}}}");

    assertThat(look)
        .isEqualTo(
            new Look(
                Optional.of("https://host/team/repo/blob/main/{file}"),
                new LinkedHashMap<>(
                    Map.of(
                        "spark", new Look.KindLook(Optional.of("BOLT"), Optional.of("ORANGE"))))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert({file})",
        "file:///{file}",
        "https://host/without",
        "https://host/{file}/{file}",
        "https://{file}/blob",
        "https://name:secret@host/{file}",
        "/relative/{file}"
      })
  void whatNoPageMayLinkToIsRefused(String address) {
    assertThatThrownBy(() -> read("{sources: '" + address + "'}"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("sources is an address of http or https with {file} in it once")
        .hasMessageContaining("but found '" + address + "'");
  }

  @Test
  void iconsAndColoursAreThoseThatThereAre() {
    assertThatThrownBy(() -> read("{kinds: {spark: {icon: dragon, color: '#ff0000'}}}"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("dragon")
        .hasMessageContaining("#ff0000");
  }
}
