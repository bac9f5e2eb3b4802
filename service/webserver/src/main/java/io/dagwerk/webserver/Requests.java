package io.dagwerk.webserver;

import io.dagwerk.documents.InvalidDocument;
import io.dagwerk.documents.Json;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.webserver.Access.Rejection;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads requests with a document, of those who may ask.
///
/// @param access who may
/// @param bounds how large a document may be
record Requests(Access access, Bounds bounds) {
  private static final int BUFFER = 8_192;

  /// How many bodies of the largest size are dropped to answer one that is too large.
  private static final int DRAINED = 3;

  private static final String JSON = "(?i)application/json\\s*(?:;.*)?";

  /// The document of a request; empty when the request was rejected, which is answered then.
  Optional<ConfigTree> document(ServerRequest request, ServerResponse response) throws IOException {
    Optional<Rejection> rejection = judgeToken(request).or(() -> judgeType(request));
    if (rejection.isPresent()) {
      Reply.reject(response, rejection.get());
      return Optional.empty();
    }
    byte[] body;
    try (InputStream stream = request.content().inputStream()) {
      body = stream.readNBytes(bounds.body() + 1);
      if (body.length > bounds.body()) {
        drain(stream);
      }
    }
    if (body.length > bounds.body()) {
      Status status = Status.REQUEST_ENTITY_TOO_LARGE_413;
      Reply.reject(response, new Rejection(status, Reply.whyRefused(status, bounds)));
      return Optional.empty();
    }
    try {
      return Optional.of(Json.parse(new String(body, StandardCharsets.UTF_8), "the request"));
    } catch (InvalidDocument e) {
      Reply.reject(response, new Rejection(Status.BAD_REQUEST_400, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /// Whoever is still sending reads no answer, so three times as much is read and dropped. A body
  /// beyond that ends the connection.
  private void drain(InputStream stream) throws IOException {
    long left = (long) DRAINED * bounds.body();
    byte[] dropped = new byte[BUFFER];
    for (int read = 0; read >= 0 && left > 0; left -= read) {
      read = stream.read(dropped);
    }
  }

  Optional<Rejection> judgeToken(ServerRequest request) {
    return access.judgeToken(request.headers().first(HeaderNames.AUTHORIZATION));
  }

  /// A page can send other types without being asked whether it may.
  private static Optional<Rejection> judgeType(ServerRequest request) {
    boolean isJson =
        request
            .headers()
            .first(HeaderNames.CONTENT_TYPE)
            .map(type -> type.matches(JSON))
            .orElse(false);
    return isJson
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                Status.UNSUPPORTED_MEDIA_TYPE_415, "expected 'Content-Type: application/json'"));
  }
}
