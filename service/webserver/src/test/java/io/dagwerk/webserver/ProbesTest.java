package io.dagwerk.webserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.graphql.InMemoryOperations;
import io.dagwerk.graphql.Shop;
import io.dagwerk.model.ErrorInfo;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What programs are told that watch a server.
final class ProbesTest {
  private final InMemoryOperations operations = new InMemoryOperations();
  private final Webserver webserver =
      Webserver.start(WebserverOptions.loopback(0).token("t0ken"), operations);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    webserver.close();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(webserver.url() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void aReadyServerSaysItsRoleAndToWhomHasATokenItsLocations() throws Exception {
    operations.serves(Shop.location());
    operations.isDown("broken", ErrorInfo.ofMessage("X", "canary of the code"));

    HttpResponse<String> response = get("/ready");
    HttpResponse<String> told = get("/ready", "Authorization", "Bearer t0ken");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo("{\"status\": \"ready\", \"role\": \"active\", \"problems\": []}");
    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(told.body())
        .contains("\"locations\": {\"shop\": \"ready\", \"broken\": \"down\"}")
        .doesNotContain("canary of the code");
  }

  @Test
  void aServerWithoutItsDatabaseIsAliveAndNotReady() throws Exception {
    operations.hasDatabase(false);

    HttpResponse<String> response = get("/ready");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("\"not ready\"", "the database does not answer");
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void onlyWhoKnowsTheServerByItsNameIsTold() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), webserver.port())) {
      socket
          .getOutputStream()
          .write("GET /ready HTTP/1.1\r\nHost: evil.test\r\n\r\n".getBytes(US_ASCII));
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));

      assertThat(in.readLine()).startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void metricsAreServedToWhoBringsTheToken() throws Exception {
    assertThat(get("/metrics").statusCode()).isEqualTo(401);

    HttpResponse<String> response = get("/metrics", "Authorization", "Bearer t0ken");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    assertThat(response.body())
        .contains(
            "# TYPE dagwerk_events_ingested_total counter",
            "dagwerk_events_ingested_total 0.0",
            "# TYPE dagwerk_run_wait_seconds histogram",
            "jvm_memory_used_bytes",
            "jvm_threads_current",
            "jvm_gc_collection_seconds");
  }
}
