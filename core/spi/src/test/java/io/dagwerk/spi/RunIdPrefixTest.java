package io.dagwerk.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.RunId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdPrefixTest {
  @Test
  void itCoversAllIdsThatBeginWithItInAnyCase() {
    RunIdPrefix prefix = RunIdPrefix.of("0196F2A1-3");
    assertThat(prefix.covers(RunId.of("0196f2a1-3000-7000-8000-000000000000"))).isTrue();
    assertThat(prefix.covers(RunId.of("0196f2a1-3fff-7fff-bfff-ffffffffffff"))).isTrue();
    assertThat(prefix.covers(RunId.of("0196f2a1-4000-7000-8000-000000000000"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0196f2a13", "0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b0", "-", "٣"})
  void whatNoIdBeginsWithIsTold(String text) {
    assertThatThrownBy(() -> RunIdPrefix.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected how an id of a run begins")
        .hasMessageContaining("found '" + text + "'");
  }
}
