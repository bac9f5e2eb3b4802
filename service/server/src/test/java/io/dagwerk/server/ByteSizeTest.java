package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1B,      1,             1B
          64kB,    64000,         64kB
          64 kB,   64000,         64kB
          64KiB,   65536,         64KiB
          1024KiB, 1048576,       1MiB
          256MB,   256000000,     256MB
          1GB,     1000000000,    1GB
          2GiB,    2147483648,    2GiB
          1500B,   1500,          1500B
          """)
  void aSizeIsANumberOfUnits(String text, long bytes, String shortest) {
    ByteSize size = ByteSize.of("mostBody", text);

    assertThat(size.bytes()).isEqualTo(bytes);
    assertThat(size.toString()).isEqualTo(shortest);
    assertThat(ByteSize.of("mostBody", shortest)).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "kB", "0B", "1.5MB", "-1B", "1 kb", "1TB", "1  kB", "9999999999B"})
  void whatIsNoneIsToldWithTheUnits(String text) {
    assertThatThrownBy(() -> ByteSize.of("mostBody", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mostBody is a size of 1B or more in B, kB, KiB, MB, MiB, GB, GiB")
        .hasMessageContaining("but found '" + text + "'");
  }
}
