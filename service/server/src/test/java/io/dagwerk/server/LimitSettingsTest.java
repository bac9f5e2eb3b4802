package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.SizeLimit;
import io.dagwerk.model.SizeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What `dagwerk.yaml` may say of limits.
class LimitSettingsTest {
  @TempDir private Path folder;

  private SizeLimits read(String limits) throws IOException {
    Path file = folder.resolve("dagwerk.yaml");
    return SettingsFile.read(Files.writeString(file, "locations: {}\nlimits: " + limits + "\n"))
        .limits()
        .limits();
  }

  @ParameterizedTest
  @EnumSource(SizeLimit.class)
  void eachLimitIsTheUsualOneUnlessSomethingElseIsSaid(SizeLimit limit) {
    assertThat(SettingsFile.none().limits().limits().of(limit)).isEqualTo(limit.usual());
  }

  @Test
  void aLimitIsASizeOrANumber() throws IOException {
    SizeLimits limits = read("{config: 512KiB, tags: 7}");

    assertThat(limits.of(SizeLimit.CONFIG)).isEqualTo(512 << 10);
    assertThat(limits.of(SizeLimit.TAGS)).isEqualTo(7);
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    assertThatThrownBy(() -> read("{config: 1GB, tags: 0}"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(
            "limits.config is from 1,000 to 4,000,000 bytes, but found 1,000,000,000")
        .hasMessageContaining("limits.tags is from 1 to 10,000 tags, but found 0");
    assertThatThrownBy(() -> read("{config: much}"))
        .hasMessageContaining("config is a size of 1B or more")
        .hasMessageContaining("but found 'much'");
  }
}
