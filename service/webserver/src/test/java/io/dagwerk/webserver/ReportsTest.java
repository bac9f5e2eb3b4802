package io.dagwerk.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.daemon.AssetFact;
import io.dagwerk.graphql.InMemoryOperations;
import io.dagwerk.graphql.Shop;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is posted to `/api/report`.
final class ReportsTest {
  private static final Path PAGE = Path.of("../../docs/how-to/report.md");

  private final InMemoryOperations operations = new InMemoryOperations();
  private final Webserver webserver =
      Webserver.start(WebserverOptions.loopback(0).token("t0ken"), operations);
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void serve() {
    operations.serves(Shop.location());
  }

  @AfterEach
  void close() {
    client.close();
    webserver.close();
  }

  private HttpResponse<String> post(String body) throws Exception {
    return post(webserver, "/api/report", body);
  }

  private HttpResponse<String> post(Webserver to, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(to.url() + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer t0ken")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private List<Event> stored() {
    return operations.assets().history(AssetKey.of("landed"), Optional.empty(), 10).stream()
        .map(AssetFact::event)
        .toList();
  }

  @Test
  void aMaterializationIsStored() throws Exception {
    HttpResponse<String> response =
        post(
            "{\"asset\": \"landed\", \"partition\": \"2001-01-30\", \"dataVersion\": \"v7\", \"metadata\": {\"rows\": 1200, \"file\": \"a.csv\"}}");

    assertThat(response.body()).isEqualTo("{\"reported\": 1}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(stored())
        .singleElement()
        .isInstanceOfSatisfying(
            Event.AssetMaterialized.class,
            event -> {
              assertThat(event.dataVersion()).contains("v7");
              assertThat(event.metadata().values()).containsKeys("rows", "file");
            });
  }

  @Test
  void ofAListAllIsStoredOrNothing() throws Exception {
    HttpResponse<String> good =
        post(
            "[{\"asset\": \"landed\", \"partition\": \"2001-01-29\", \"kind\": \"OBSERVED\"}, {\"asset\": \"landed\", \"partition\": \"2001-01-30\", \"kind\": \"CHECKED\", \"check\": \"few\", \"passed\": false}]");
    assertThat(good.body()).isEqualTo("{\"reported\": 2}");
    assertThat(stored()).hasSize(2);

    HttpResponse<String> bad =
        post(
            "[{\"asset\": \"landed\", \"partition\": \"2001-01-28\"}, {\"asset\": \"landid\"}, {\"asset\": \"landed\"}]");
    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(bad.body())
        .contains("[1]: ", "'landid'", "did you mean 'landed'?", "[2]: ", "but found no partition");
    assertThat(stored()).hasSize(2);
  }

  @Test
  void allThatIsWrongIsToldAtOnce() throws Exception {
    HttpResponse<String> response =
        post("[{\"aset\": \"landed\"}, {\"asset\": \"landed\", \"kind\": \"MADE\"}, 7]");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body())
        .contains("did you mean 'asset'?", "[1].kind", "MATERIALIZED", "[2]");
    assertThat(post("{\"asset\": \"landed\", \"kind\": \"CHECKED\"}").body())
        .contains("'check' and 'passed' belong to kind CHECKED");
    assertThat(post("{\"asset\": \"orders\", \"partition\": \"2001-01-30\"}").body())
        .contains("only what happens to external assets is reported");
    String many = "[" + "{\"asset\": \"landed\"}, ".repeat(1_000) + "{\"asset\": \"landed\"}]";
    assertThat(post(many).body()).contains("at most 1,000 reports, but found 1,001");
    assertThat(stored()).isEmpty();
  }

  @Test
  void aBlankPartitionIsToldWithWhatElseIsWrong() throws Exception {
    HttpResponse<String> response =
        post("[{\"asset\": \"landed\", \"partition\": \"\"}, {\"aset\": \"landed\"}]");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body())
        .contains("[0]: a partition key is not blank", "did you mean 'asset'?");
  }

  @Test
  void withoutItsDatabaseAServerSaysSoAndStoresNothing() throws Exception {
    operations.hasDatabase(false);

    HttpResponse<String> response = post("{\"asset\": \"landed\", \"partition\": \"2001-01-30\"}");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("the database does not answer");
    operations.hasDatabase(true);
    assertThat(stored()).isEmpty();
  }

  @Test
  void whoBringsNoTokenReportsNothing() throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(webserver.url() + "/api/report"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"asset\": \"landed\"}"))
                .build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(stored()).isEmpty();
  }

  @Test
  void theExampleOfThePageDoesWhatItSays() throws Exception {
    Process shell = new ProcessBuilder("sh", "-eu", "-s").redirectErrorStream(true).start();
    try (var in = shell.outputWriter(StandardCharsets.UTF_8)) {
      in.write(example().replace("http://127.0.0.1:3070", webserver.url()));
    } catch (IOException e) {
      // It ended before it read all; what it printed says why.
    }
    String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(printed).contains("{\"reported\": 1}");
    assertThat(stored()).hasSize(1);
  }

  /// The first block for a shell, with a token.
  private static String example() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf("```sh\n") + "```sh\n".length();
    return "DAGWERK_TOKEN=t0ken\n" + page.substring(begin, page.indexOf("```", begin));
  }

  @Test
  void aReadOnlyServerStoresNone() throws Exception {
    try (Webserver readOnly =
        Webserver.start(WebserverOptions.loopback(0).token("t0ken").readOnly(), operations)) {
      String report = "{\"asset\": \"landed\", \"partition\": \"2001-01-30\"}";

      HttpResponse<String> response = post(readOnly, "/api/report", report);

      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(response.body()).contains("read-only", "\"code\": \"READ_ONLY\"");
      assertThat(stored()).isEmpty();
      assertThat(
              post(
                      readOnly,
                      "/graphql",
                      "{\"query\": \"mutation { reloadSettings { __typename } }\"}")
                  .body())
          .contains("\"code\": \"READ_ONLY\"");
      assertThat(post(readOnly, "/graphql", "{\"query\": \"{ server { isReadOnly } }\"}").body())
          .contains("true");
    }
  }
}
