package io.dagwerk.webserver;

import io.dagwerk.documents.InvalidDocument;
import io.dagwerk.documents.Json;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.webserver.Access.Rejection;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Admits requests of those who may ask, a bounded number at once, and reads their documents. Who
/// may not takes no place, however slowly it sends. Thread-safe.
final class Requests {
  private static final String JSON = "(?i)application/json\\s*(?:;.*)?";

  private final Access access;
  private final Bounds bounds;
  private final Semaphore places = new Semaphore(Bounds.REQUESTS);

  /// @param access who may ask
  /// @param bounds how large a document may be
  Requests(Access access, Bounds bounds) {
    this.access = access;
    this.bounds = bounds;
  }

  /// What answers a request that was admitted.
  interface Answering {
    void answer() throws IOException;
  }

  /// What answers a request with a document.
  interface DocumentAnswering {
    void answer(ConfigTree document) throws IOException;
  }

  /// Has a request with a document answered, of whoever brings the token.
  void withDocument(ServerRequest request, ServerResponse response, DocumentAnswering answering)
      throws IOException {
    Optional<Rejection> rejection = judgeToken(request).or(() -> judgeType(request));
    if (rejection.isPresent()) {
      Reply.reject(request, response, rejection.get());
      return;
    }
    admit(
        request,
        response,
        () -> {
          Optional<ConfigTree> document = document(request, response);
          if (document.isPresent()) {
            answering.answer(document.get());
          }
        });
  }

  /// Has a request without a body answered, of whoever brings the token.
  void withToken(ServerRequest request, ServerResponse response, Answering answering)
      throws IOException {
    Optional<Rejection> rejection = judgeToken(request);
    if (rejection.isPresent()) {
      Reply.reject(request, response, rejection.get());
    } else {
      admit(request, response, answering);
    }
  }

  /// Has a request answered, of anybody.
  void admit(ServerRequest request, ServerResponse response, Answering answering)
      throws IOException {
    if (!places.tryAcquire()) {
      Status status = Status.SERVICE_UNAVAILABLE_503;
      Reply.reject(request, response, new Rejection(status, Reply.whyRefused(status, bounds)));
      return;
    }
    try {
      answering.answer();
    } finally {
      places.release();
    }
  }

  /// Does something in the place of a request; empty when there is none.
  <T> Optional<T> within(Supplier<T> action) {
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    try {
      return Optional.of(action.get());
    } finally {
      places.release();
    }
  }

  String whyRefused(Status status) {
    return Reply.whyRefused(status, bounds);
  }

  /// The document of a request; empty when it has none, which is answered then.
  private Optional<ConfigTree> document(ServerRequest request, ServerResponse response) {
    byte[] body = body(request);
    if (body.length > bounds.body()) {
      Status status = Status.REQUEST_ENTITY_TOO_LARGE_413;
      Reply.reject(request, response, new Rejection(status, Reply.whyRefused(status, bounds)));
      return Optional.empty();
    }
    try {
      return Optional.of(Json.parse(new String(body, StandardCharsets.UTF_8), "the request"));
    } catch (InvalidDocument e) {
      Reply.reject(
          request, response, new Rejection(Status.BAD_REQUEST_400, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /// As much of it as shows whether it is too large.
  private byte[] body(ServerRequest request) {
    try {
      return request.content().inputStream().readNBytes(bounds.body() + 1);
    } catch (IOException | RuntimeException brokenOff) {
      // However the library tells it: no answer can be sent, and there is nothing to log.
      throw new CloseConnectionException("the client broke off within its body", brokenOff);
    }
  }

  boolean hasToken(ServerRequest request) {
    return judgeToken(request).isEmpty();
  }

  private Optional<Rejection> judgeToken(ServerRequest request) {
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
