package io.dagwerk.examples.megajob;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server on this machine that takes notices from those who know its token, so that the demo can
/// send one for real.
final class NoticeBoard implements AutoCloseable {
  private static final int CREATED = 201;
  private static final int FORBIDDEN = 403;
  private static final int WITHOUT_BODY = -1;

  private final String token;
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private NoticeBoard(HttpServer server, String token) {
    this.server = server;
    this.token = token;
  }

  static NoticeBoard open(String token) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    NoticeBoard board = new NoticeBoard(server, token);
    server.createContext("/notices", board::take);
    server.start();
    return board;
  }

  String url() {
    return "http://%s:%d/notices"
        .formatted(server.getAddress().getHostString(), server.getAddress().getPort());
  }

  /// In the order in which they came.
  List<String> notices() {
    return List.copyOf(notices);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String notice = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      boolean isKnown =
          ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      if (isKnown) {
        notices.add(notice);
      }
      exchange.sendResponseHeaders(isKnown ? CREATED : FORBIDDEN, WITHOUT_BODY);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
