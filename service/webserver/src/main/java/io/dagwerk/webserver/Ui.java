package io.dagwerk.webserver;

import io.dagwerk.webserver.Access.Rejection;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/// Serves the user interface. It is the same for everybody and tells nothing of the instance, so it
/// is served without a token; what it shows it asks the API for.
final class Ui {
  /// Nothing but what this server serves is loaded, run or asked; no page of another frames it.
  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'self'",
          "script-src 'self'",
          // The design system sets sizes and colours in style elements and attributes.
          "style-src 'self' 'unsafe-inline'",
          "img-src 'self' data:",
          "font-src 'self'",
          "connect-src 'self'",
          "worker-src 'self'",
          "object-src 'none'",
          "base-uri 'self'",
          "form-action 'none'",
          "frame-ancestors 'none'");

  private final UiFiles files;

  Ui(UiFiles files) {
    this.files = files;
  }

  /// Whether this build has it.
  boolean isThere() {
    return files.index().isPresent();
  }

  /// A page, at whatever address.
  void page(ServerRequest request, ServerResponse response) {
    UiFiles.File index = files.index().orElseThrow();
    response.header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-cache"));
    response.header(HeaderValues.create("Content-Security-Policy", POLICY));
    response.header(HeaderValues.create("Referrer-Policy", "no-referrer"));
    send(request, response, index);
  }

  /// A file, which never changes under its name.
  void asset(ServerRequest request, ServerResponse response) {
    String path = request.path().path();
    Optional<UiFiles.File> file = files.asset(path.substring(path.lastIndexOf('/') + 1));
    if (file.isEmpty()) {
      Reply.reject(
          request,
          response,
          new Rejection(
              Status.NOT_FOUND_404,
              "there is no %s; load the page again, the server may be of another version"
                  .formatted(path)));
      return;
    }
    response.header(
        HeaderValues.create(HeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable"));
    send(request, response, file.get());
  }

  private static void send(ServerRequest request, ServerResponse response, UiFiles.File file) {
    response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, file.type()));
    response.header(HeaderValues.create(HeaderNames.VARY, "Accept-Encoding"));
    if (file.packed().isPresent() && Packing.isAccepted(request)) {
      response.header(HeaderValues.create(HeaderNames.CONTENT_ENCODING, "gzip"));
      response.send(file.packed().get().toArray());
    } else {
      response.send(file.plain().toArray());
    }
  }
}
