package io.dagwerk.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.graphql.InMemoryOperations;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How the files of the user interface are served; those of this test lie beside it.
class UiTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Webserver webserver =
      Webserver.start(
          WebserverOptions.loopback(0).under("/data/dagwerk"), new InMemoryOperations());

  @AfterEach
  void stop() {
    http.shutdownNow();
    webserver.close();
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(webserver.url() + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void everyAddressThatABrowserAsksForIsThePageWithItsPrefix() throws Exception {
    for (String path : new String[] {"/", "/runs/0196", "/data/dagwerk", "/data/dagwerk/runs"}) {
      HttpResponse<byte[]> page = get(path, "Accept", "text/html,application/xhtml+xml");
      assertThat(page.statusCode()).as(path).isEqualTo(200);
      assertThat(text(page)).contains("<base href=\"/data/dagwerk/\"");
      assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
      assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
      assertThat(header(page, "Content-Security-Policy"))
          .contains("script-src 'self';")
          .contains("frame-ancestors 'none'");
    }
  }

  @Test
  void aFileIsKeptByBrowsersForEverAndSentSmall() throws Exception {
    for (String path : new String[] {"/assets/app-1.js", "/data/dagwerk/assets/app-1.js"}) {
      HttpResponse<byte[]> plain = get(path);
      assertThat(plain.statusCode()).isEqualTo(200);
      assertThat(header(plain, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
      assertThat(header(plain, "Cache-Control")).contains("immutable");
      assertThat(header(plain, "Content-Encoding")).isEmpty();

      HttpResponse<byte[]> packed = get(path, "Accept-Encoding", "br, gzip");
      assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
      byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
      assertThat(unpacked).isEqualTo(plain.body());
    }
  }

  @Test
  void whatIsNoFileOfTheInterfaceIsNotServed() throws Exception {
    for (String path :
        new String[] {
          "/assets/none.js", "/assets/..%2Findex.html", "/assets/%2e%2e/index.html", "/assets/"
        }) {
      HttpResponse<byte[]> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(text(answer)).contains("errors");
    }
  }

  @Test
  void programsAreToldWhatThereIs() throws Exception {
    HttpResponse<byte[]> answer = get("/elsewhere", "Accept", "application/json");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(text(answer)).contains("/graphql");
    assertThat(get("/data/dagwerk/health").statusCode()).isEqualTo(200);
  }

  @Test
  void anAnswerIsSentSmallToWhomReadsIt() throws Exception {
    String query = "{\"query\": \"{__schema {types {name fields {name description}}}}\"}";
    HttpRequest.Builder ask =
        HttpRequest.newBuilder(URI.create(webserver.url() + "/graphql"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(query));
    HttpResponse<byte[]> plain = http.send(ask.build(), BodyHandlers.ofByteArray());
    HttpResponse<byte[]> packed =
        http.send(ask.header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());

    assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(packed.body().length).isLessThan(plain.body().length / 2);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
        .isEqualTo(plain.body());
  }
}
