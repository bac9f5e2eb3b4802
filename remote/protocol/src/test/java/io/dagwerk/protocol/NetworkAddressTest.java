package io.dagwerk.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkAddressTest {
  @ParameterizedTest
  @CsvSource({
    "localhost:1, true, false",
    "LocalHost:1, true, false",
    "127.0.0.1:0, true, false",
    "127.9.8.7:65535, true, false",
    "[::1]:4000, true, false",
    "0.0.0.0:4000, false, true",
    "[::]:4000, false, true",
    "10.0.0.1:4000, false, false",
    "127.0.0.1.example.com:4000, false, false",
    "localhost.example.com:4000, false, false",
    "[fe80::1]:4000, false, false",
    "[::ffff:127.0.0.1]:4000, false, false",
    "code_server-1.ns.svc:4000, false, false"
  })
  void itIsKnownByItsTextWhoReachesIt(String text, boolean isLoopback, boolean isWildcard) {
    NetworkAddress address = NetworkAddress.parse(text);

    assertThat(address.isLoopback()).isEqualTo(isLoopback);
    assertThat(address.isWildcard()).isEqualTo(isWildcard);
    assertThat(address).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "host:",
        ":1",
        "host:65536",
        "::1:4000",
        "http://host:1",
        "a b:1",
        "host:-1"
      })
  void whatIsNoneIsToldWithAnExample(String text) {
    assertThatThrownBy(() -> NetworkAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HOST:PORT, such as code.example.com:4000, but found '" + text);
  }
}
