package io.dagwerk.webserver;

import io.dagwerk.daemon.Operations;
import io.dagwerk.daemon.Principal;
import io.dagwerk.daemon.Refused;
import io.dagwerk.graphql.ApiMode;
import io.dagwerk.graphql.GraphQlApi;
import io.dagwerk.spi.StorageException;
import io.dagwerk.webserver.Access.Rejection;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Serves the API of an instance over HTTP, each request in a virtual thread of its own.
///
/// ```java
/// try (Webserver webserver = Webserver.start(WebserverOptions.loopback(0), operations)) {
///   webserver.url(); // http://127.0.0.1:41235
/// }
/// ```
public final class Webserver implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Webserver.class.getName());

  private final Access access;
  private final SocketLine.Patience patience;
  private final Requests requests;

  /// Made beside the start: its schema costs a cold JVM a tenth of a second, and the first request
  /// is seldom for it.
  private final CompletableFuture<GraphQlApi> api;

  private final Reports reports;
  private final Probes probes;
  private final Ui ui;
  private final WebServer server;

  private Webserver(WebserverOptions options, Operations operations, SocketLine.Patience patience) {
    this.patience = patience;
    this.access = new Access(options);
    this.requests = new Requests(access, options.bounds());
    this.api = CompletableFuture.supplyAsync(() -> new GraphQlApi(operations, options.facts()));
    this.reports = new Reports(operations);
    this.probes = new Probes(operations, requests);
    this.ui = new Ui(new UiFiles(options.prefix()));
    Bounds bounds = options.bounds();
    this.server =
        WebServer.builder()
            .address(options.at().getAddress())
            .port(options.at().getPort())
            .addProtocol(
                Http1Config.builder()
                    .maxPrologueLength(Bounds.FIRST_LINE)
                    .maxHeadersSize(Bounds.HEADERS)
                    .build())
            .addProtocol(WsConfig.builder().maxFrameLength(bounds.body()).build())
            .maxTcpConnections(Bounds.CONNECTIONS)
            .idleConnectionTimeout(Bounds.IDLE)
            .directHandlers(Reply.beforeRoutes(bounds))
            .shutdownHook(false)
            .routing(this::route)
            .addRouting(subscriptions(options.prefix()))
            .build();
  }

  /// Starts to serve.
  ///
  /// @throws UncheckedIOException when it cannot listen there, naming the address
  public static Webserver start(WebserverOptions options, Operations operations) {
    return start(options, operations, SocketLine.Patience.USUAL);
  }

  /// The same with another patience with those who subscribe.
  static Webserver start(
      WebserverOptions options, Operations operations, SocketLine.Patience patience) {
    Webserver webserver = new Webserver(options, operations, patience);
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
    return "http://%s:%d".formatted(access.options().host(), port());
  }

  @Override
  public void close() {
    server.stop();
  }

  /// A proxy may leave the prefix where it is, or take it away.
  private static Set<String> roots(String prefix) {
    return new LinkedHashSet<>(List.of("", prefix));
  }

  private WsRouting.Builder subscriptions(String prefix) {
    WsRouting.Builder routing = WsRouting.builder();
    roots(prefix)
        .forEach(root ->
            routing.endpoint(
                root + "/graphql", () -> new GraphQlSocket(access, requests, api::join, patience)));
    return routing;
  }

  private void route(HttpRouting.Builder routing) {
    routing.addFilter(this::filter);
    roots(access.options().prefix()).forEach(root -> route(routing, root));
    routing.any((request, response) -> {
      boolean isBrowser =
          request.prologue().method().equals(Method.GET)
              && request.headers().first(HeaderNames.ACCEPT).orElse("").contains("text/html");
      if (isBrowser && ui.isThere()) {
        ui.page(request, response);
      } else {
        Reply.reject(
            request,
            response,
            new Rejection(
                Status.NOT_FOUND_404,
                "there is no %s; there are /graphql, /api/report, /health, /ready and /metrics"
                    .formatted(request.path().path())));
      }
    });
  }

  private void route(HttpRouting.Builder routing, String root) {
    routing
        .post(root + "/graphql", this::graphql)
        .any(
            root + "/graphql", (request, response) -> Reply.rejectMethod(request, response, "POST"))
        .post(root + "/api/report", this::report)
        .any(
            root + "/api/report",
            (request, response) -> Reply.rejectMethod(request, response, "POST"))
        .get(root + "/health", probes::health)
        .any(root + "/health", (request, response) -> Reply.rejectMethod(request, response, "GET"))
        .get(root + "/ready", probes::ready)
        .any(root + "/ready", (request, response) -> Reply.rejectMethod(request, response, "GET"))
        .get(root + "/metrics", probes::metrics)
        .any(root + "/metrics", (request, response) -> Reply.rejectMethod(request, response, "GET"))
        .get(root + "/assets/{name}", ui::asset);
  }

  private void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    response.header(HeaderValues.create("X-Content-Type-Options", "nosniff"));
    response.header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
    Optional<Rejection> rejection =
        access
            .judge(
                request.headers().first(HeaderNames.HOST).orElse(""),
                request.headers().first(HeaderNames.ORIGIN))
            .or(() -> judgeBody(request));
    if (rejection.isPresent()) {
      Reply.reject(request, response, rejection.get());
    } else {
      chain.proceed();
    }
  }

  /// What no route reads would be read on for as long as it is sent.
  private static Optional<Rejection> judgeBody(ServerRequest request) {
    Method method = request.prologue().method();
    return method.equals(Method.POST) || !request.content().hasEntity()
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                Status.BAD_REQUEST_400, "expected a %s request without a body".formatted(method)));
  }

  private void graphql(ServerRequest request, ServerResponse response) throws IOException {
    requests.withDocument(
        request,
        response,
        query -> Reply.send(request, response, api.join().executeToJson(Principal.LOCAL, query)));
  }

  private void report(ServerRequest request, ServerResponse response) throws IOException {
    requests.withDocument(
        request,
        response,
        document -> {
          if (access.options().facts().mode() == ApiMode.READ_ONLY) {
            Reply.rejectReadOnly(response);
            return;
          }
          try {
            Reply.send(response, reports.store(Principal.LOCAL, document));
          } catch (Refused e) {
            Reply.reject(response, Status.UNPROCESSABLE_CONTENT_422, e.problems());
          } catch (StorageException e) {
            LOG.log(Level.ERROR, "a report was not stored: " + e);
            Reply.reject(
                response, Status.SERVICE_UNAVAILABLE_503, List.of(String.valueOf(e.getMessage())));
          }
        });
  }
}
