package io.dagwerk.webserver;

import io.dagwerk.graphql.ApiMode;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.webserver.Access.Rejection;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Writes what is answered. What is refused has the shape that errors of GraphQL have, so that
/// clients read one.
final class Reply {
  private Reply() {}

  static void send(ServerResponse response, ConfigTree answer) {
    response.header(HeaderValues.CONTENT_TYPE_JSON);
    response.send(bytes(answer));
  }

  /// Sends a text of JSON, smaller for whoever reads it so.
  static void send(ServerRequest request, ServerResponse response, String json) {
    byte[] plain = json.getBytes(StandardCharsets.UTF_8);
    response.header(HeaderValues.CONTENT_TYPE_JSON);
    response.header(HeaderValues.create(HeaderNames.VARY, "Accept-Encoding"));
    if (plain.length >= Packing.LEAST && Packing.isAccepted(request)) {
      response.header(HeaderValues.create(HeaderNames.CONTENT_ENCODING, "gzip"));
      response.send(Packing.pack(plain));
    } else {
      response.send(plain);
    }
  }

  /// Refuses a request, and ends the connection if the body of it was not read.
  static void reject(ServerRequest request, ServerResponse response, Rejection rejection) {
    boolean isUnread = UnreadBody.isIn(request);
    if (isUnread) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    reject(response, rejection.status(), List.of(rejection.problem()));
    if (isUnread) {
      UnreadBody.drop(request);
    }
  }

  /// Refuses what a request says that was read.
  static void reject(ServerResponse response, Status status, List<String> problems) {
    response.status(status);
    send(response, errors(problems));
  }

  /// Refuses what would change something, as the API does.
  static void rejectReadOnly(ServerResponse response) {
    response.status(Status.FORBIDDEN_403);
    SequencedMap<String, Object> error = error(ApiMode.REFUSAL);
    error.put("extensions", Map.of("code", ApiMode.CODE));
    send(response, ConfigTree.of(Map.of("errors", List.of(error))));
  }

  static void rejectMethod(ServerRequest request, ServerResponse response, String method) {
    response.header(HeaderValues.create(HeaderNames.ALLOW, method));
    reject(
        request,
        response,
        new Rejection(Status.METHOD_NOT_ALLOWED_405, "expected a %s request".formatted(method)));
  }

  /// What is refused before it reaches any route, in the same shape.
  static DirectHandlers beforeRoutes(Bounds bounds) {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(
          type,
          (_, _, status, headers, _) -> response(status, headers, whyRefused(status, bounds)));
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse response(
      Status status, ServerResponseHeaders headers, String problem) {
    headers.set(HeaderValues.CONTENT_TYPE_JSON);
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(headers)
        .entity(bytes(errors(List.of(problem))))
        .build();
  }

  /// In words of ours: those of the library may quote what was sent.
  static String whyRefused(Status status, Bounds bounds) {
    return switch (status.code()) {
      case 413 ->
          "a body has at most %,d bytes ('http.mostBody' in dagwerk.yaml); send less at once"
              .formatted(bounds.body());
      case 414 ->
          "the line with method and path has at most %,d bytes, shorten it"
              .formatted(Bounds.FIRST_LINE);
      case 503 ->
          "there are %,d requests under way; try it again in a moment".formatted(Bounds.REQUESTS);
      case 500 -> "the server failed to answer; its log says why";
      default ->
          "the request is not understood, not whole, or has more than %,d bytes of headers: %d %s"
              .formatted(Bounds.HEADERS, status.code(), status.reasonPhrase());
    };
  }

  private static ConfigTree errors(List<String> problems) {
    return ConfigTree.of(Map.of("errors", problems.stream().map(Reply::error).toList()));
  }

  private static SequencedMap<String, Object> error(String problem) {
    SequencedMap<String, Object> error = new LinkedHashMap<>();
    error.put("message", problem);
    return error;
  }

  private static byte[] bytes(ConfigTree answer) {
    return answer.toJson().getBytes(StandardCharsets.UTF_8);
  }
}
