package io.dagwerk.webserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.Principal;
import io.dagwerk.graphql.InMemoryOperations;
import io.dagwerk.graphql.Shop;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.LogKey;
import io.dagwerk.testsupport.Covers;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Subscriptions over a WebSocket, by the protocol `graphql-transport-ws`.
class GraphQlSocketTest {
  private final InMemoryOperations operations = new InMemoryOperations();
  private final HttpClient http = HttpClient.newHttpClient();
  private Webserver webserver = Webserver.start(WebserverOptions.loopback(0), operations);

  @BeforeEach
  void serve() {
    operations.serves("flights", Shop.jobOfAssets("refresh", ""));
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    webserver.close();
  }

  /// What comes on a connection, one text per message, without spaces; a close as `closed CODE`.
  private static final class Heard implements WebSocket.Listener {
    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    /// Whether it reads no more.
    volatile boolean isStalled;

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        messages.add(text.toString().replace("\": ", "\":").replace(", \"", ",\""));
        text.setLength(0);
      }
      if (!isStalled) {
        socket.request(1);
      }
      return CompletableFuture.allOf();
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      messages.add("closed " + status);
      return CompletableFuture.allOf();
    }

    String next() throws InterruptedException {
      String message = messages.poll(20, TimeUnit.SECONDS);
      assertThat(message).as("a message").isNotNull();
      return message;
    }
  }

  private WebSocket open(Heard heard, String... headers) {
    WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols("graphql-transport-ws");
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    return builder
        .buildAsync(URI.create(webserver.url().replace("http", "ws") + "/graphql"), heard)
        .join();
  }

  private static void send(WebSocket socket, String json) {
    socket.sendText(json.replace('\'', '"'), true).join();
  }

  private static String json(String text) {
    return text.replace("': ", "':").replace(", '", ",'").replace('\'', '"');
  }

  private WebSocket begun(Heard heard) throws InterruptedException {
    WebSocket socket = open(heard);
    send(socket, "{'type': 'connection_init'}");
    assertThat(heard.next()).isEqualTo("{\"type\":\"connection_ack\"}");
    return socket;
  }

  private static void subscribe(WebSocket socket, String id, String query) {
    send(
        socket,
        "{'id': '%s', 'type': 'subscribe', 'payload': {'query': '%s'}}".formatted(id, query));
  }

  private RunId launch() {
    return operations.launch(Principal.LOCAL, LaunchRequest.of("refresh"));
  }

  @Test
  void theLogOfARunIsToldAsItGrowsUntilTheRunHasEnded() throws Exception {
    RunId run = launch();
    Heard heard = new Heard();
    WebSocket socket = begun(heard);

    subscribe(
        socket,
        "a",
        "subscription {runEvents(run: \\\"%s\\\") {after isWhole events {position kind}}}"
            .formatted(run));
    assertThat(heard.next())
        .isEqualTo(
            json(
                "{'id': 'a', 'type': 'next', 'payload': {'data': {'runEvents': {'after': 1, 'isWhole': false, 'events': [{'position': 1, 'kind': 'RunQueued'}]}}}}"));
    operations.happen(run, new Event.RunStarted());
    assertThat(heard.next()).contains("RunStarted").doesNotContain("RunQueued");
    operations.happen(run, new Event.RunSucceeded(Duration.ofSeconds(1)));
    assertThat(heard.next()).contains("RunSucceeded").contains("\"isWhole\":true");
    assertThat(heard.next()).isEqualTo(json("{'id': 'a', 'type': 'complete'}"));
  }

  @Test
  @Covers({"K13.3", "S48.5"})
  void whoseConnectionBrokeGoesOnWhereItWas() throws Exception {
    RunId run = launch();
    operations.happen(run, new Event.RunStarted());
    Heard first = new Heard();
    begun(first).abort();
    operations.happen(run, new Event.RunSucceeded(Duration.ofSeconds(1)));

    Heard heard = new Heard();
    subscribe(
        begun(heard),
        "again",
        "subscription {runEvents(run: \\\"%s\\\", after: 2) {events {position}}}".formatted(run));
    assertThat(heard.next()).contains("{\"events\":[{\"position\":3}]}");
    assertThat(heard.next()).contains("complete");
  }

  @Test
  void listsOfRunsAreToldAgainWhenTheyHaveChanged() throws Exception {
    Heard heard = new Heard();
    WebSocket socket = begun(heard);

    subscribe(socket, "list", "subscription {runs {runs {status}}}");
    assertThat(heard.next()).contains("{\"runs\":{\"runs\":[]}}");
    RunId run = launch();
    operations.happen(run, new Event.RunStarted());
    String told = heard.next();
    while (told.contains("QUEUED")) {
      told = heard.next();
    }
    assertThat(told).contains("STARTED");
  }

  @Test
  void whatIsPrintedIsToldAsItComes() throws Exception {
    RunId run = launch();
    LogKey key = new LogKey(run, 1, Optional.of(StepKey.of("parse")), Event.Stream.STDOUT);
    operations.print(key, "one\n");
    Heard heard = new Heard();
    WebSocket socket = begun(heard);

    subscribe(
        socket,
        "p",
        "subscription {printed(run: \\\"%s\\\", step: \\\"parse\\\", stream: STDOUT, attempt: 1) {offset end text isWhole}}"
            .formatted(run));
    assertThat(heard.next())
        .contains("{\"offset\":0,\"end\":4,\"text\":\"one\\n\",\"isWhole\":false}");
    operations.print(key, "two\n");
    assertThat(heard.next())
        .contains("{\"offset\":4,\"end\":8,\"text\":\"two\\n\",\"isWhole\":false}");
  }

  @Test
  void whatIsCompletedByTheClientIsToldNoMore() throws Exception {
    RunId run = launch();
    Heard heard = new Heard();
    WebSocket socket = begun(heard);
    subscribe(
        socket, "a", "subscription {runEvents(run: \\\"%s\\\") {events {kind}}}".formatted(run));
    assertThat(heard.next()).contains("RunQueued");

    send(socket, "{'id': 'a', 'type': 'complete'}");
    send(socket, "{'type': 'ping'}");
    assertThat(heard.next()).isEqualTo("{\"type\":\"pong\"}");
    operations.happen(run, new Event.RunStarted());
    subscribe(socket, "b", "{locations {name}}");
    assertThat(heard.next()).as("nothing of a").contains("\"id\":\"b\"").contains("flights");
  }

  @Test
  void whatIsWrongWithASubscriptionIsAnError() throws Exception {
    Heard heard = new Heard();
    WebSocket socket = begun(heard);

    subscribe(socket, "a", "subscription {runEvents(run: \\\"x\\\") {after}}");
    assertThat(heard.next()).contains("\"type\":\"error\"").contains("whole id of a run");
    subscribe(socket, "b", "subscription {nothing}");
    assertThat(heard.next()).contains("\"type\":\"error\"").contains("nothing");
  }

  @Test
  void whoBreaksTheProtocolIsLeftWithItsCode() throws Exception {
    Heard notBegun = new Heard();
    subscribe(open(notBegun), "a", "{locations {name}}");
    assertThat(notBegun.next()).isEqualTo("closed 4401");

    Heard twice = new Heard();
    send(begun(twice), "{'type': 'connection_init'}");
    assertThat(twice.next()).isEqualTo("closed 4429");

    Heard wrong = new Heard();
    send(begun(wrong), "no json");
    assertThat(wrong.next()).isEqualTo("closed 4400");

    RunId run = launch();
    Heard same = new Heard();
    WebSocket socket = begun(same);
    String query = "subscription {runEvents(run: \\\"%s\\\") {after}}".formatted(run);
    subscribe(socket, "a", query);
    assertThat(same.next()).contains("next");
    subscribe(socket, "a", query);
    assertThat(same.next()).isEqualTo("closed 4409");
  }

  @Test
  void aTokenIsWantedThatComesWithTheBeginning() throws Exception {
    webserver.close();
    webserver = Webserver.start(WebserverOptions.loopback(0).token("s3cret-token"), operations);

    Heard without = new Heard();
    send(open(without), "{'type': 'connection_init'}");
    assertThat(without.next()).isEqualTo("closed 4401");
    Heard wrong = new Heard();
    send(open(wrong), "{'type': 'connection_init', 'payload': {'token': 'other'}}");
    assertThat(wrong.next()).isEqualTo("closed 4401");
    Heard right = new Heard();
    send(open(right), "{'type': 'connection_init', 'payload': {'token': 's3cret-token'}}");
    assertThat(right.next()).contains("connection_ack");
    Heard program = new Heard();
    send(open(program, "Authorization", "Bearer s3cret-token"), "{'type': 'connection_init'}");
    assertThat(program.next()).contains("connection_ack");
  }

  @Test
  void pagesOfOthersConnectNot() {
    assertThatThrownBy(() -> open(new Heard(), "Origin", "https://elsewhere.example.org"))
        .isInstanceOf(CompletionException.class);
    assertThat(open(new Heard(), "Origin", webserver.url()).isOutputClosed()).isFalse();
  }

  private static final SocketLine.Patience SHORT =
      new SocketLine.Patience(Duration.ofMillis(100), Duration.ofMillis(400));

  private void restart(SocketLine.Patience patience) {
    webserver.close();
    webserver = Webserver.start(WebserverOptions.loopback(0), operations, patience);
  }

  @Test
  void whoVanishesIsNotReadForAnyMore() throws Exception {
    restart(SHORT);
    Heard heard = new Heard();
    WebSocket socket = begun(heard);
    subscribe(socket, "list", "subscription {runs {runs {status}}}");
    assertThat(heard.next()).contains("runs");
    operations.awaitWatchers(1);

    socket.abort();
    operations.awaitWatchers(0);
    assertThat(heard.messages).as("nothing after that").isEmpty();
  }

  @Test
  void whoVanishesInTheMidstOfMuchIsNotReadForAnyMore() throws Exception {
    restart(SHORT);
    RunId run = launch();
    Heard heard = new Heard();
    WebSocket socket = begun(heard);
    for (String step : List.of("a", "b")) {
      operations.print(
          new LogKey(run, 1, Optional.of(StepKey.of(step)), Event.Stream.STDOUT),
          "x".repeat(16 << 20));
      subscribe(
          socket,
          step,
          "subscription {printed(run: \\\"%s\\\", step: \\\"%s\\\", stream: STDOUT, attempt: 1, limit: 1000000) {text}}"
              .formatted(run, step));
    }
    subscribe(socket, "list", "subscription {runs {runs {status}}}");
    Set<String> told = new HashSet<>();
    while (told.size() < 3) {
      told.add(heard.next().substring(0, 12));
    }
    operations.awaitWatchers(1);

    heard.isStalled = true;
    socket.abort();

    operations.awaitWatchers(0);
  }

  @Test
  void whoIsSilentForLongIsLeft() throws Exception {
    restart(SHORT);
    RunId run = launch();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), webserver.port())) {
      byte[] upgrade =
          """
          GET /graphql HTTP/1.1\r
          Host: 127.0.0.1\r
          Connection: Upgrade\r
          Upgrade: websocket\r
          Sec-WebSocket-Version: 13\r
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
          Sec-WebSocket-Protocol: graphql-transport-ws\r
          \r
          """
              .getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(upgrade);
      socket.setSoTimeout(20_000);
      byte[] all = socket.getInputStream().readAllBytes();
      assertThat(new String(all, StandardCharsets.ISO_8859_1))
          .startsWith("HTTP/1.1 101")
          .contains("initialisation timeout");
    }
    assertThat(operations.find(run)).isPresent();
  }

  @Test
  void whoHasNotSaidWhoItIsSaysLittle() throws Exception {
    Heard heard = new Heard();
    WebSocket socket = open(heard);
    var _ = socket.sendText("x".repeat(20_000), false);
    assertThat(heard.next()).isEqualTo("closed 4400");
  }

  @Test
  void anIdMayBeUsedAgain() throws Exception {
    RunId run = launch();
    Heard heard = new Heard();
    WebSocket socket = begun(heard);
    String query = "subscription {runEvents(run: \\\"%s\\\") {after}}".formatted(run);
    for (int again = 0; again < 20; again++) {
      subscribe(socket, "a", query);
      assertThat(heard.next()).contains("\"type\":\"next\"");
      send(socket, "{'id': 'a', 'type': 'complete'}");
    }
    subscribe(socket, "a", query);
    assertThat(heard.next()).contains("\"type\":\"next\"");
    operations.happen(run, new Event.RunStarted());
    assertThat(heard.next()).contains("\"after\":2");
  }

  @Test
  void theSubscriptionThatIsTooMuchIsRefusedAndTheOthersGoOn() throws Exception {
    RunId run = launch();
    String query = "subscription { runEvents(run: \\\"%s\\\") { after } }".formatted(run);
    Heard heard = new Heard();
    WebSocket socket = begun(heard);
    for (int i = 0; i < 64; i++) {
      subscribe(socket, "s" + i, query);
      assertThat(heard.next()).contains("\"id\":\"s" + i + "\"", "\"next\"");
    }

    subscribe(socket, "more", query);
    assertThat(heard.next()).contains("\"id\":\"more\"", "\"type\":\"error\"", "64 subscriptions");
    operations.happen(run, new Event.RunDequeued());
    for (int i = 0; i < 64; i++) {
      assertThat(heard.next()).contains("\"next\"", "\"after\":2");
    }

    send(socket, "{'id': 's0', 'type': 'complete'}");
    subscribe(socket, "more", query);
    assertThat(heard.next()).contains("\"id\":\"more\"", "\"next\"", "\"after\":2");
  }
}
