package io.dagwerk.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenSpecTest {
  @Test
  void whereItListensIsReadFromTheArgumentsThatItGives() {
    ListenSpec plain = ListenSpec.loopback(4000);
    ListenSpec secured =
        new ListenSpec(
            new NetworkAddress("::", 1), Optional.of(new TlsIdentity(Path.of("a"), Path.of("b"))));

    assertThat(ListenSpec.parse(plain.arguments())).hasValue(plain);
    assertThat(ListenSpec.parse(secured.arguments())).hasValue(secured);
    assertThat(ListenSpec.parse(List.of("--location", "a"))).isEmpty();
    assertThat(plain.refusal()).isEmpty();
    assertThat(secured.refusal()).isEmpty();
    assertThat(new ListenSpec(new NetworkAddress("0.0.0.0", 1), Optional.empty()).refusal())
        .hasValueSatisfying(refusal -> assertThat(refusal).contains("by TLS alone"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --listen 127.0.0.1:0 --tls-cert a   | go together, but found only --tls-cert
          --listen 127.0.0.1:0 --tls-key b    | go together, but found only --tls-key
          --tls-cert a --tls-key b            | add --listen HOST:PORT
          --listen 127.0.0.1:0 --tls-cert     | expected a value behind --tls-cert
          --listen 127.0.0.1                  | HOST:PORT
          """)
  void aPartOfWhereItListensIsRefused(String arguments, String told) {
    assertThatThrownBy(() -> ListenSpec.parse(List.of(arguments.split(" "))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
  }

  @Test
  void whatTheSystemSaysIsToldWithWhatToDo() {
    ListenSpec.Starting taken =
        (_, _) -> {
          throw new IOException("Failed to bind", new BindException("in use"));
        };

    assertThatThrownBy(() -> ListenSpec.loopback(4000).start("the host", taken))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the host cannot listen at 127.0.0.1:4000: in use; name another address, or end what is there");
  }

  @Test
  void tlsIsNotBlamedWhereThereIsNone() {
    ListenSpec.Starting impossible =
        (_, _) -> {
          throw new IllegalArgumentException("no such thing");
        };

    assertThatThrownBy(() -> ListenSpec.loopback(4000).start("the host", impossible))
        .isInstanceOf(IOException.class)
        .hasMessage("the host cannot listen at 127.0.0.1:4000: no such thing");
  }
}
