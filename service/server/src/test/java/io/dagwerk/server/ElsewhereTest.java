package io.dagwerk.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.config.ConfigType;
import io.dagwerk.config.Environment;
import io.dagwerk.daemon.LocationSettings;
import io.dagwerk.documents.Documents;
import io.dagwerk.model.Isolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What settings may say of code servers and workers of other machines.
class ElsewhereTest {
  private static final String RUN_HOST =
      "runHost: {listen: '0.0.0.0:4266', advertise: 'dagwerk.example.com:4266', tls: {certificate: a, key: b}}";

  @TempDir private Path folder;

  private Settings read(String text) throws IOException {
    return SettingsFile.read(Files.writeString(folder.resolve(SettingsFile.NAME), text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {}                                                    | found neither
          {classPath: [a]}                                      | found neither
          {definitions: A, address: 'localhost:4000'}           | found both
          {address: 'localhost:4000', classPath: [a]}           | 'classPath' is of code that this server loads
          {address: 'localhost:4000', classPathFile: a}         | 'classPathFile' is of code
          {address: 'localhost:4000', javaHome: a}              | 'javaHome' is of code
          {definitions: A, tls: {}}                             | 'tls' is of a code server that runs by itself
          {definitions: A, token: {env: PATH}}                  | 'token' is of a code server
          {address: localhost}                                  | HOST:PORT
          {address: 'localhost:65536'}                          | HOST:PORT
          {address: 'localhost:0'}                              | nobody can connect
          {address: '0.0.0.0:4000', tls: {}, token: abc}        | nobody can connect
          {address: 'db.example.com:4000', token: abc}          | asked by TLS alone; add 'tls:
          {address: 'db.example.com:4000', tls: {}}             | wants a token; add 'token: {env: NAME}'
          {address: '10.0.0.7:4000', tls: {}, token: abc}       | report to this server; say where
          {address: 'localhost:4000', token: 'a b'}             | expected a token of
          """)
  void aLocationIsEitherCodeOrAnAddressThatIsSafe(String location, String problem) {
    assertThatThrownBy(() -> read("locations: {flights: %s}".formatted(location)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContainingAll("locations.flights: ", problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {listen: '0.0.0.0:4266', advertise: 'a:1'}                              | served by TLS alone
          {listen: '0.0.0.0:4266', tls: {certificate: a, key: b}}                 | add 'advertise: HOST:PORT'
          {listen: '10.0.0.1:1', advertise: '[::]:1', tls: {certificate: a, key: b}} | no worker can connect
          {listen: nowhere}                                                       | HOST:PORT
          """)
  void workersOfOtherMachinesReachTheServerSafely(String runHost, String problem) {
    assertThatThrownBy(() -> read("locations: {}\nrunHost: %s".formatted(runHost)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContainingAll("runHost: ", problem);
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    assertThatThrownBy(
            () -> read("locations: {a: {}, b: {address: 'far:1'}}\nrunHost: {listen: nowhere}"))
        .hasMessageContainingAll("locations.a", "by TLS alone", "wants a token", "runHost");
  }

  @Test
  void theSettingsOfTheGuideGoTogether() {
    Settings settings =
        ConfigType.of(Settings.class)
            .bind(
                Documents.read(Path.of("src/test/resources/io/dagwerk/server/elsewhere.yaml")),
                Environment.of(Map.of("SHIPS_TOKEN", "a-token")))
            .get();

    assertThat(Elsewhere.problems(settings)).isEmpty();
    assertThat(settings.secretVariables()).containsExactly("SHIPS_TOKEN");
  }

  @Test
  void theSettingsOfTheGuideToIsolationSayWhatRunsShare() {
    Settings settings =
        ConfigType.of(Settings.class)
            .bind(
                Documents.read(Path.of("src/test/resources/io/dagwerk/server/shared.yaml")),
                Environment.empty())
            .get();

    Settings.CodeSettings orders = requireNonNull(settings.locations().get("orders"));
    assertThat(Server.ofCode("orders", orders, Path.of(""), Path::of))
        .extracting(LocationSettings::isolation)
        .isEqualTo(Isolation.SHARED);
  }

  @Test
  void tokensAreKeptFromTheUsersCode() throws IOException {
    Settings settings = read("locations: {flights: {address: '127.0.0.1:1', token: {env: PATH}}}");

    assertThat(settings.secretVariables()).containsExactly("PATH");
  }

  @Test
  void anAddressOfAnotherMachineIsReachedByTlsWithItsToken() throws IOException {
    Settings settings =
        read(
            "locations: {flights: {address: 'far.example.com:4000', tls: {}, token: abc}}\n"
                + RUN_HOST);

    assertThat(Server.locations(folder, settings.locations(), folder::resolve))
        .singleElement()
        .isInstanceOfSatisfying(
            LocationSettings.AtAddress.class,
            location -> {
              assertThat(location.address().target()).isEqualTo("far.example.com:4000");
              assertThat(location.address().secret()).isPresent();
              assertThat(location.address().tls()).isPresent();
            });
  }

  @Test
  void aCertificateThatIsNoneIsToldWithItsPlace() throws IOException {
    Files.writeString(folder.resolve("ca.pem"), "nothing");
    Settings settings =
        read("locations: {flights: {address: '127.0.0.1:1', tls: {caCertificate: ca.pem}}}");
    assertThatThrownBy(() -> Server.locations(folder, settings.locations(), folder::resolve))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContainingAll("locations.flights.tls", "expected certificates as PEM", "ca.pem");

    Settings missing =
        read("locations: {flights: {address: '127.0.0.1:1', tls: {caCertificate: no.pem}}}");
    assertThatThrownBy(() -> Server.locations(folder, missing.locations(), folder::resolve))
        .hasMessageContaining("cannot be read");
    assertThatCode(() -> read("locations: {}\n" + RUN_HOST)).doesNotThrowAnyException();
  }
}
