package io.dagwerk.webserver;

import io.dagwerk.daemon.Principal;
import io.dagwerk.documents.InvalidDocument;
import io.dagwerk.documents.Json;
import io.dagwerk.graphql.GraphQlApi;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.webserver.Access.Rejection;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Serves the API of an instance over HTTP, each request in a virtual thread of its own.
///
/// ```java
/// try (Webserver webserver = Webserver.start(WebserverOptions.loopback(0), api)) {
///   webserver.url(); // http://127.0.0.1:41235
/// }
/// ```
public final class Webserver implements AutoCloseable {
  /// The largest body of a request.
  static final int MOST_BYTES = 4 * 1024 * 1024;

  private static final int MOST_REQUESTS = 1_024;
  private static final int MOST_CONNECTIONS = 4_096;

  private final Access access;
  private final GraphQlApi api;
  private final WebServer server;

  private Webserver(WebserverOptions options, GraphQlApi api) {
    this.access = new Access(options);
    this.api = api;
    this.server =
        WebServer.builder()
            .address(options.address())
            .port(options.port())
            .maxPayloadSize(MOST_BYTES)
            .maxConcurrentRequests(MOST_REQUESTS)
            .maxTcpConnections(MOST_CONNECTIONS)
            .shutdownHook(false)
            .routing(this::route)
            .build();
  }

  /// Starts to serve.
  ///
  /// @throws UncheckedIOException when it cannot listen there, naming the address
  public static Webserver start(WebserverOptions options, GraphQlApi api) {
    Webserver webserver = new Webserver(options, api);
    webserver.server.start();
    // What keeps it from listening is logged by the library, if at all, and not thrown.
    if (!webserver.server.isRunning()) {
      throw new UncheckedIOException(
          new BindException(
              "cannot listen on %s; is something else there? End that, or choose another port with --port, 0 for a free one"
                  .formatted(options)));
    }
    return webserver;
  }

  public int port() {
    return server.port();
  }

  /// Where programs on this machine reach it.
  public String url() {
    String host = access.options().address().getHostAddress();
    boolean isAnywhere = access.options().address().isAnyLocalAddress();
    String reached = isAnywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
    return "http://%s:%d".formatted(reached, port());
  }

  @Override
  public void close() {
    server.stop();
  }

  private void route(HttpRouting.Builder routing) {
    routing
        .addFilter(this::filter)
        .post("/graphql", this::graphql)
        .any("/graphql", (_, response) -> rejectMethod(response, "POST"))
        .get("/health", (_, response) -> send(response, ConfigTree.of(Map.of("status", "ok"))))
        .any("/health", (_, response) -> rejectMethod(response, "GET"))
        .any((request, response) ->
            reject(
                response,
                new Rejection(
                    Status.NOT_FOUND_404,
                    "there is no %s; there are /graphql and /health"
                        .formatted(request.path().path()))));
  }

  private void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    response.header(HeaderValues.create("X-Content-Type-Options", "nosniff"));
    response.header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
    Optional<Rejection> rejection =
        access.judge(
            request.headers().first(HeaderNames.HOST).orElse(""),
            request.headers().first(HeaderNames.ORIGIN));
    if (rejection.isPresent()) {
      reject(response, rejection.get());
    } else {
      chain.proceed();
    }
  }

  private void graphql(ServerRequest request, ServerResponse response) throws IOException {
    Optional<Rejection> rejection =
        access
            .judgeToken(request.headers().first(HeaderNames.AUTHORIZATION))
            .or(() -> judgeType(request));
    if (rejection.isPresent()) {
      reject(response, rejection.get());
      return;
    }
    ConfigTree body;
    try (InputStream stream = request.content().inputStream()) {
      String text = new String(stream.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      body = Json.parse(text, "the request");
    } catch (InvalidDocument e) {
      reject(response, new Rejection(Status.BAD_REQUEST_400, String.valueOf(e.getMessage())));
      return;
    }
    send(response, api.execute(Principal.LOCAL, body));
  }

  /// A page can send other types without being asked whether it may.
  private static Optional<Rejection> judgeType(ServerRequest request) {
    boolean isJson =
        request
            .headers()
            .first(HeaderNames.CONTENT_TYPE)
            .map(type -> type.matches("(?i)application/json\\s*(?:;.*)?"))
            .orElse(false);
    return isJson
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                Status.UNSUPPORTED_MEDIA_TYPE_415, "expected 'Content-Type: application/json'"));
  }

  private static void rejectMethod(ServerResponse response, String method) {
    response.header(HeaderValues.create(HeaderNames.ALLOW, method));
    reject(
        response,
        new Rejection(Status.METHOD_NOT_ALLOWED_405, "expected a %s request".formatted(method)));
  }

  /// In the shape that errors of GraphQL have, so that clients read one.
  private static void reject(ServerResponse response, Rejection rejection) {
    response.status(rejection.status());
    send(
        response, ConfigTree.of(Map.of("errors", List.of(Map.of("message", rejection.problem())))));
  }

  private static void send(ServerResponse response, ConfigTree answer) {
    response.header(HeaderValues.CONTENT_TYPE_JSON);
    response.send(answer.toJson().getBytes(StandardCharsets.UTF_8));
  }
}
