package io.dagwerk.examples.megajob.tool;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Sends requests. Thread-safe.
public interface Web {
  Answer send(Call call) throws IOException, InterruptedException;

  /// A request. Its headers may hold secrets, so it is not shown.
  record Call(String method, URI url, Map<String, String> headers, Optional<String> body) {
    public Call {
      headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
      return method + " " + url;
    }
  }

  /// What came back.
  record Answer(int status, String body) {}
}
