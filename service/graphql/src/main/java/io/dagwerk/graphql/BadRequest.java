package io.dagwerk.graphql;

import java.util.LinkedHashMap;
import java.util.Map;

/// Thrown for a request that cannot be understood. The message is for the person who wrote it.
final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What programs know it by.
  static final Map<String, Object> EXTENSIONS = Map.of("code", "BAD_REQUEST");

  BadRequest(String message) {
    super(message);
  }

  Map<String, Object> toSpecification() {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("message", String.valueOf(getMessage()));
    error.put("extensions", EXTENSIONS);
    return error;
  }
}
