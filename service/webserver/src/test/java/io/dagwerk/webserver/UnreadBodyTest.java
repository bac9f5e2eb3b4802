package io.dagwerk.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.graphql.InMemoryOperations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clients that send what nobody wants, or do not end.
final class UnreadBodyTest {
  private static final String JSON = "Content-Type: application/json";
  private static final String TOKEN = "Authorization: Bearer t0ken";
  private static final byte[] CHUNK =
      ("2000\r\n" + " ".repeat(0x2000) + "\r\n").getBytes(StandardCharsets.US_ASCII);

  /// Of which the buffers of both sockets may hold some.
  private static final long MOST_TAKEN = UnreadBody.MOST_DROPPED + (32L << 20);

  private final Webserver webserver =
      Webserver.start(
          WebserverOptions.loopback(0).token("t0ken").bounds(new Bounds(1_024)),
          new InMemoryOperations());
  private final List<Client> clients = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Client client : clients) {
      client.socket().close();
    }
    webserver.close();
  }

  private record Client(Socket socket, OutputStream out, BufferedReader in) {
    Client send(String... lines) throws IOException {
      out.write(String.join("\r\n", lines).getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return this;
    }

    int status() throws IOException {
      return Integer.parseInt(
          in.readLine().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    /// How much it could send until the connection ended.
    long sendUntilTheEnd(long most) throws IOException {
      long sent = 0;
      try {
        while (sent < most) {
          out.write(CHUNK);
          sent += CHUNK.length;
        }
      } catch (SocketException ended) {
        return sent;
      }
      return sent;
    }
  }

  private Client connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), webserver.port());
    Client client =
        new Client(
            socket,
            socket.getOutputStream(),
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
    clients.add(client);
    return client;
  }

  /// The begin of a request, whose body is said to go on.
  private Client begin(String line, String... headers) throws IOException {
    return connect()
        .send(
            line,
            "Host: localhost",
            String.join("\r\n", headers),
            "Transfer-Encoding: chunked",
            "",
            "1",
            " ",
            "");
  }

  private int answered(String request, String... headers) throws IOException {
    return connect()
        .send(request, "Host: localhost", String.join("\r\n", headers), "", "{}")
        .status();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          POST /graphql,    Authorization: Bearer other, Content-Type: application/json, 401
          POST /api/report, X-Nothing: 1,                Content-Type: application/json, 401
          POST /graphql,    Authorization: Bearer t0ken, Content-Type: text/plain,       415
          POST /graphql,    Authorization: Bearer t0ken, Content-Type: application/json, 413
          POST /graphql,    Origin: http://evil.test,    Content-Type: application/json, 403
          POST /health,     X-Nothing: 1,                Content-Type: application/json, 405
          POST /nowhere,    X-Nothing: 1,                Content-Type: application/json, 404
          GET /health,      X-Nothing: 1,                Content-Type: application/json, 400
          GET /metrics,     Authorization: Bearer t0ken, Content-Type: application/json, 400
          """)
  void aBodyWithoutEndIsRefusedAndEndsTheConnection(
      String line, String header, String type, int status) throws IOException {
    Client client = begin(line + " HTTP/1.1", header, type);
    if (status == 413) {
      client.out().write(CHUNK);
    }

    assertThat(client.status()).isEqualTo(status);
    assertThat(client.in().lines().takeWhile(each -> !each.isEmpty()))
        .anyMatch("connection: close"::equalsIgnoreCase);
    assertThat(client.sendUntilTheEnd(MOST_TAKEN)).isLessThan(MOST_TAKEN);
  }

  @Test
  void whoStopsInTheMiddleIsCutOff() throws IOException {
    Client client = begin("POST /graphql HTTP/1.1", JSON);
    client.socket().setSoTimeout(60_000);

    assertThat(client.status()).isEqualTo(401);
    assertThat(client.in().lines()).last().asString().contains("the token is missing");
  }

  @Test
  void whoMayNotAskTakesNoPlaceHoweverLongItSends() throws IOException {
    for (int i = 0; i < Bounds.REQUESTS + 176; i++) {
      assertThat(begin("POST /graphql HTTP/1.1", JSON).status()).isEqualTo(401);
      assertThat(begin("GET /health HTTP/1.1", JSON).status()).isEqualTo(400);
    }

    assertThat(answered("POST /graphql HTTP/1.1", JSON, TOKEN, "Content-Length: 2")).isEqualTo(200);
  }

  @Test
  void thereIsABoundedNumberOfPlacesAndOthersAreTold() throws IOException {
    for (int i = 0; i < Bounds.REQUESTS; i++) {
      begin("POST /graphql HTTP/1.1", JSON, TOKEN);
    }
    awaitStatus(503);

    assertThat(answered("GET /health HTTP/1.1", "X-Nothing: 1")).isEqualTo(200);
    clients.getFirst().socket().close();
    awaitStatus(200);
  }

  private void awaitStatus(int status) throws IOException {
    int found = 0;
    for (int tries = 0; tries < 10_000 && found != status; tries++) {
      found = answered("POST /graphql HTTP/1.1", JSON, TOKEN, "Content-Length: 2");
    }
    assertThat(found).isEqualTo(status);
  }
}
