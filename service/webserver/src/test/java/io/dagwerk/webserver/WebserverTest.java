package io.dagwerk.webserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.Principal;
import io.dagwerk.graphql.InMemoryOperations;
import io.dagwerk.graphql.Shop;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebserverTest {
  private static final String LAUNCH =
      "{\"query\": \"mutation { launch(input: {job: \\\"refresh\\\"}) { __typename } }\"}";

  private final InMemoryOperations operations = new InMemoryOperations();
  private final Webserver open = Webserver.start(WebserverOptions.loopback(0), operations);
  private final HttpClient client = HttpClient.newHttpClient();

  WebserverTest() {
    operations.serves("flights", Shop.jobOfAssets("refresh", ""));
  }

  @AfterEach
  void close() {
    client.close();
    open.close();
  }

  private HttpRequest.Builder request(Webserver webserver, String path) {
    return HttpRequest.newBuilder(URI.create(webserver.url() + path))
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String body) throws Exception {
    return send(request(open, "/graphql").POST(BodyPublishers.ofString(body)));
  }

  @Test
  void aLaunchIsAnswered() throws Exception {
    HttpResponse<String> response = post(LAUNCH);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"data\": {\"launch\": {\"__typename\": \"Run\"}}}");
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(operations.requests()).containsExactly(LaunchRequest.of("refresh"));
  }

  @Test
  void aPageOfAnotherOriginLaunchesNothing() throws Exception {
    HttpResponse<String> response =
        send(
            request(open, "/graphql")
                .header("Origin", "http://evil.test")
                .POST(BodyPublishers.ofString(LAUNCH)));

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains("pages of 'http://evil.test' may not ask this server");
    assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
    assertThat(operations.requests()).isEmpty();
  }

  @Test
  void aBrowserThatAsksWhetherAPageMayAskIsToldThatItMayNot() throws Exception {
    HttpResponse<String> response =
        send(
            request(open, "/graphql")
                .header("Origin", "http://evil.test")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control-"));
  }

  @Test
  void aPageThatReachesTheServerByANameOfItsOwnLaunchesNothing() throws Exception {
    assertThat(raw("evil.test", LAUNCH)).startsWith("HTTP/1.1 403");
    assertThat(operations.requests()).isEmpty();
    assertThat(raw("localhost:" + open.port(), LAUNCH)).startsWith("HTTP/1.1 200");
  }

  /// The status line. The JDK's client names the server as it is, so this is written by hand.
  private String raw(String host, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), open.port());
        OutputStream out = socket.getOutputStream();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      String text =
          String.join(
              "\r\n",
              "POST /graphql HTTP/1.1",
              "Host: " + host,
              "Content-Type: application/json",
              "Content-Length: " + body.length(),
              "",
              body);
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return in.readLine();
    }
  }

  @Test
  void aFormLaunchesNothing() throws Exception {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(URI.create(open.url() + "/graphql"))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(LAUNCH)));

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(operations.requests()).isEmpty();
  }

  @Test
  void nothingIsReadOrDoneWithoutTheToken() throws Exception {
    try (Webserver guarded =
        Webserver.start(WebserverOptions.loopback(0).token("t0ken"), operations)) {
      HttpRequest.Builder without =
          request(guarded, "/graphql").POST(BodyPublishers.ofString(LAUNCH));
      HttpRequest.Builder with = without.copy().header("Authorization", "Bearer t0ken");

      assertThat(send(without).statusCode()).isEqualTo(401);
      assertThat(operations.requests()).isEmpty();
      assertThat(send(with).statusCode()).isEqualTo(200);
      assertThat(send(request(guarded, "/health").GET()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aBodyThatIsNotJsonIsToldWhere() throws Exception {
    HttpResponse<String> response = post("{\"query\": }");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("the request:1:11: expected JSON");
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws Exception {
    HttpResponse<String> response = post(" ".repeat(Bounds.usual().body() + 1));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body())
        .contains("a body has at most 4,194,304 bytes ('http.mostBody' in dagwerk.yaml)");
  }

  @Test
  void aBodyOfAnUnsaidLengthIsBoundedToo() throws Exception {
    WebserverOptions small = WebserverOptions.loopback(0).bounds(new Bounds(1_024));
    try (Webserver webserver = Webserver.start(small, operations)) {
      HttpRequest.Builder fits =
          request(webserver, "/graphql")
              .POST(chunked(LAUNCH + " ".repeat(1_024 - LAUNCH.length())));
      HttpRequest.Builder larger =
          request(webserver, "/graphql")
              .POST(chunked(LAUNCH + " ".repeat(1_025 - LAUNCH.length())));

      assertThat(send(fits).statusCode()).isEqualTo(200);
      HttpResponse<String> response = send(larger);
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body()).contains("a body has at most 1,024 bytes");
    }
  }

  private static BodyPublisher chunked(String body) {
    return BodyPublishers.fromPublisher(BodyPublishers.ofString(body));
  }

  @Test
  void aPathOrHeadersThatAreTooLongAreRefusedInWords() throws Exception {
    HttpResponse<String> longPath = send(request(open, "/" + "p".repeat(5_000)).GET());
    HttpResponse<String> longHeader =
        send(request(open, "/health").header("X-Long", "h".repeat(20_000)).GET());

    assertThat(longPath.statusCode()).isEqualTo(414);
    assertThat(longPath.body())
        .contains("the line with method and path has at most 4,096 bytes, shorten it");
    assertThat(longHeader.statusCode()).isEqualTo(400);
    assertThat(longHeader.body())
        .contains("not whole, or has more than 16,384 bytes of headers: 400");
  }

  @Test
  void whatIsNotThereIsTold() throws Exception {
    assertThat(send(request(open, "/graphql").GET()).statusCode()).isEqualTo(405);
    HttpResponse<String> response = send(request(open, "/runs").GET());
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("there is no /runs; there are /graphql, /api/report");
  }

  @Test
  void theHealthIsTold() throws Exception {
    HttpResponse<String> response = send(request(open, "/health").GET());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"status\": \"ok\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1"})
  void itsUrlReachesItWhereverItListensOnTheMachine(String literal) throws Exception {
    InetAddress address = InetAddress.ofLiteral(literal);
    assumeThat(hasAddress(address)).isTrue();
    try (Webserver webserver =
        Webserver.start(WebserverOptions.loopback(0).on(address), operations)) {
      assertThat(
              send(request(webserver, "/graphql").POST(BodyPublishers.ofString(LAUNCH)))
                  .statusCode())
          .isEqualTo(200);
    }
  }

  /// Not every machine has one of IPv6.
  private static boolean hasAddress(InetAddress address) {
    try (ServerSocket bound = new ServerSocket(0, 1, address)) {
      return bound.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whoWaitsForAnEventIsAnsweredWhenItComes() throws Exception {
    RunId run = operations.launch(Principal.LOCAL, LaunchRequest.of("refresh"));
    operations.whenWatched(() -> operations.happen(run, new Event.RunDequeued()));

    HttpResponse<String> response =
        post(
            ("{\"query\": \"{ run(id: \\\"%s\\\") { events(after: 1, waitMillis: 10000)"
                    + " { events { kind } } } }\"}")
                .formatted(run));

    assertThat(response.body()).contains("RunDequeued");
  }

  @Test
  void anAddressThatIsTakenIsNamed() {
    assertThatThrownBy(
            () -> Webserver.start(WebserverOptions.loopback(open.port()), operations).close())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1:" + open.port());
  }
}
