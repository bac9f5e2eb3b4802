package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.graphql.Look;
import io.dagwerk.webserver.Bounds;
import io.dagwerk.webserver.Trust;
import io.dagwerk.webserver.WebserverOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `dagwerk.yaml` may say of the API.
class HttpSettingsTest {
  @TempDir private Path folder;

  private Settings settings(String http) throws IOException {
    Path file = folder.resolve("dagwerk.yaml");
    return SettingsFile.read(Files.writeString(file, "locations: {}\nhttp: " + http + "\n"));
  }

  private WebserverOptions options(String http) throws IOException {
    return settings(http).http().options(0, "own");
  }

  @Test
  void withoutSettingsOnlyThisMachineReachesItAndBringsTheTokenOfTheInstance() throws IOException {
    HttpSettings http = SettingsFile.none().http();

    assertThat(http.port()).isEqualTo(3070);
    assertThat(http.options(7, "own"))
        .isEqualTo(
            new WebserverOptions(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7),
                new Trust.InTokens(List.of("own")),
                List.of(),
                Bounds.usual(),
                "",
                Look.PLAIN));
    assertThat(options("{}")).isEqualTo(http.options(0, "own"));
  }

  @Test
  void whatIsSaidIsSo() throws IOException {
    WebserverOptions options =
        options(
            "{address: 0.0.0.0, token: {env: PATH}, names: [dagwerk.test], mostBody: 1MB, prefix: /data/dagwerk}");

    assertThat(options)
        .isEqualTo(
            new WebserverOptions(
                new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0),
                new Trust.InTokens(List.of("own", System.getenv("PATH"))),
                List.of("dagwerk.test"),
                new Bounds(1_000_000),
                "/data/dagwerk",
                Look.PLAIN));
    assertThat(options("{address: 0.0.0.0, insecure: true}").trust())
        .isEqualTo(new Trust.InEveryone());
  }

  @Test
  void theTokenIsKeptFromTheCodeOfUsers() throws IOException {
    assertThat(settings("{token: {env: PATH}}").secretVariables()).containsExactly("PATH");
    assertThat(settings("{token: {env: PATH}}").toString()).doesNotContain(System.getenv("PATH"));
  }

  @Test
  void whereOthersReachItATokenIsWantedUnlessItIsSaidThatNoneIs() {
    assertThatThrownBy(() -> settings("{address: 0.0.0.0}"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("others than this machine reach 0.0.0.0, so a token is wanted")
        .hasMessageContaining("token: {env: NAME}")
        .hasMessageContaining("insecure: true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s3cret\\n", "two words", "sécret"})
  void aTokenThatNobodyCanSendIsRefusedAndNotShown(String token) {
    assertThatThrownBy(() -> settings("{token: \"%s\"}".formatted(token)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("token: expected a token of letters, digits and punctuation")
        .message()
        .doesNotContain("cret", "words");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dagwerk.test:3070", "https://dagwerk.test", "dagwerk.test/", "*"})
  void aNameThatNoRequestIsForIsRefused(String name) {
    assertThatThrownBy(() -> settings("{names: [good.test, '%s']}".formatted(name)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("names are without scheme, port and path")
        .hasMessageContaining("but found '%s'".formatted(name));
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    assertThatThrownBy(() -> settings("{address: somewhere, port: 65536, mostBody: 4x}"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("address is one in figures, such as 127.0.0.1 or 0.0.0.0")
        .hasMessageContaining("port is from 0 to 65535, but found 65536")
        .hasMessageContaining("mostBody is a size");
    assertThatThrownBy(() -> settings("{mostBody: 1kB}"))
        .hasMessageContaining("a body has 1,024 bytes or more");
    assertThatThrownBy(() -> settings("{mostBody: 2GiB}"))
        .hasMessageContaining("mostBody is 1GiB or less");
    assertThatThrownBy(() -> settings("{prefix: dagwerk/}"))
        .hasMessageContaining("such as /dagwerk, but found 'dagwerk/'");
    assertThatThrownBy(() -> settings("{token: t0psecret, insecure: true}"))
        .hasMessageContaining("leave out one of them");
    assertThatThrownBy(() -> settings("{adress: 0.0.0.0}"))
        .hasMessageContaining("did you mean 'address'?");
  }
}
